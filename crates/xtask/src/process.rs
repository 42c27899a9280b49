//! Running other programs. Each runs in a process group of its own, so that a signal to this program, or a time-out,
//! ends it together with everything it started: no browser or server outlives a command.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Read, Write},
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

static RUNNING: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());
static STOPPING: AtomicBool = AtomicBool::new(false);

/// How long a process group may take to end by itself after being told to.
const GRACE: Duration = Duration::from_secs(5);

/// On Ctrl-C or a termination signal: ends all running children, then this program with status 130.
pub fn end_children_on_signals() -> Result<()> {
    ctrlc::set_handler(|| {
        STOPPING.store(true, Ordering::SeqCst);
        let groups: Vec<u32> = lock(&RUNNING).iter().copied().collect();
        for group in &groups {
            signal(*group, false);
        }
        let deadline = Instant::now() + GRACE;
        while Instant::now() < deadline && !lock(&RUNNING).is_empty() {
            thread::sleep(Duration::from_millis(50));
        }
        for group in groups {
            signal(group, true);
        }
        eprintln!("\nstopped");
        std::process::exit(130);
    })
    .context("could not listen for Ctrl-C")
}

/// A child that is ended, with all it started, when this value is dropped.
pub struct Running {
    child: Child,
}

impl Running {
    /// Starts `command` without standard input.
    pub fn start(command: &mut Command) -> Result<Self> {
        command.stdin(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let child = command.spawn().with_context(|| format!("could not start `{}`", display(command)))?;
        lock(&RUNNING).insert(child.id());
        Ok(Self { child })
    }

    /// The exit status if the child has ended.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Waits for the end of the child.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        Ok(self.child.wait()?)
    }

    /// Waits for the end of the child, at most until `deadline`; `None` when it has not ended by then.
    fn wait_until(&mut self, deadline: Instant) -> Result<Option<ExitStatus>> {
        loop {
            if let Some(status) = self.ended()? {
                return Ok(Some(status));
            }
            if Instant::now() >= deadline {
                return Ok(None);
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = self.child.id();
        // Also when the child itself has ended: what it started may not have.
        signal(group, false);
        if !matches!(self.wait_until(Instant::now() + GRACE), Ok(Some(_))) {
            signal(group, true);
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        lock(&RUNNING).remove(&group);
        // Ended by the signal handler, which says so and exits: no failure to be reported.
        while STOPPING.load(Ordering::SeqCst) {
            thread::park();
        }
    }
}

/// Runs `command` to its end with this program's own output. Fails when the status is not 0.
pub fn run(command: &mut Command) -> Result<()> {
    let status = Running::start(command)?.wait()?;
    if !status.success() {
        bail!("`{}` failed ({status})", display(command));
    }
    Ok(())
}

/// Runs `command` to its end without showing anything, and gives what it printed and its status.
pub fn output(command: &mut Command) -> Result<Output> {
    command.stdin(Stdio::null());
    command.output().with_context(|| format!("could not start `{}`", display(command)))
}

/// What `command` printed. Fails, with what it said, when the status is not 0.
pub fn stdout(command: &mut Command) -> Result<String> {
    let output = output(command)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({})\n{}", display(command), output.status, said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a program said and how it ended.
pub struct Captured {
    /// Standard output and standard error, in the order of their arrival.
    pub text: String,
    /// True for exit status 0, in time.
    pub success: bool,
}

/// Runs `command`, shows what it prints as it comes, and keeps it. Ends it after `limit`.
pub fn run_captured(command: &mut Command, limit: Duration) -> Result<Captured> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let text = Arc::new(Mutex::new(String::new()));
    let mut running = Running::start(command)?;
    let out = running.child.stdout.take().map(|pipe| copy_lines(pipe, Arc::clone(&text), false));
    let err = running.child.stderr.take().map(|pipe| copy_lines(pipe, Arc::clone(&text), true));
    let status = running.wait_until(Instant::now() + limit)?;
    // Ends what still holds the pipes open, so that the readers come to an end.
    drop(running);
    for reader in [out, err].into_iter().flatten() {
        let _ = reader.join();
    }
    let text = std::mem::take(&mut *lock(&text));
    if status.is_none() {
        eprintln!("`{}` was ended: it took longer than {} minutes", display(command), limit.as_secs() / 60);
    }
    Ok(Captured { text, success: status.is_some_and(|status| status.success()) })
}

fn copy_lines(pipe: impl Read + Send + 'static, text: Arc<Mutex<String>>, to_stderr: bool) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut reader = BufReader::new(pipe);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let shown = String::from_utf8_lossy(&line);
            if to_stderr {
                let _ = std::io::stderr().write_all(shown.as_bytes());
            } else {
                let _ = std::io::stdout().write_all(shown.as_bytes());
            }
            lock(&text).push_str(&shown);
            line.clear();
        }
    })
}

#[cfg(unix)]
fn signal(group: u32, kill: bool) {
    use nix::{
        sys::signal::{Signal, killpg},
        unistd::Pid,
    };
    if let Ok(group) = i32::try_from(group) {
        let _ = killpg(Pid::from_raw(group), if kill { Signal::SIGKILL } else { Signal::SIGTERM });
    }
}

#[cfg(not(unix))]
fn signal(_group: u32, _kill: bool) {
    // Ctrl-C reaches the children by itself there, and `Running::drop` kills the child.
}

fn display(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn what_a_program_prints_on_both_streams_is_kept() {
        let run = run_captured(&mut shell("echo out; echo err >&2"), Duration::from_secs(60)).unwrap();
        assert!(run.success);
        assert!(run.text.contains("out\n") && run.text.contains("err\n"), "{}", run.text);
    }

    #[test]
    fn a_failing_program_is_named_with_its_status() {
        let error = super::run(&mut shell("exit 3")).unwrap_err().to_string();
        assert!(error.contains("sh -c exit 3") && error.contains('3'), "{error}");
    }

    /// Reading goes on until the last process with the other end of the pipe is gone, so a return shows that the
    /// grandchild was ended too.
    #[test]
    fn a_program_that_takes_too_long_is_ended_with_all_it_started() {
        let run = run_captured(&mut shell("sleep 3600 & echo started; wait"), Duration::from_millis(500)).unwrap();
        assert!(!run.success);
    }

    #[test]
    fn what_a_program_left_running_is_ended_when_it_ends() {
        let run = run_captured(&mut shell("sleep 3600 & exit 0"), Duration::from_secs(60)).unwrap();
        assert!(run.success);
    }
}
