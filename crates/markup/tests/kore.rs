//! What the Kore dialect means, written as a short notation of the tree.

mod notation;
use markup::{kore, plain};
use notation::blocks;

#[track_caller]
fn means(source: &str, expected: &str) {
    assert_eq!(blocks(&kore(source)), expected, "source: {source:?}");
}

#[test]
fn bold_and_italic() {
    means("*bold* and **also bold**", "p(b(bold) and b(also bold))");
    means("_italic_ and ~italic~, twice", "p(i(italic) and i(italic), twice)");
    means("*bold _and italic_*", "p(b(bold i(and italic)))");
    means("(*x*) \"*y*\"; *z*!", "p((b(x)) \"b(y)\"; b(z)!)");
    means("**Note:** text", "p(b(Note:) text)");
    means("这是*粗体*文字", "p(这是b(粗体)文字)");
    means("*굵게*는", "p(b(굵게)는)");
    means("مرحبا *بك* هنا", "p(مرحبا b(بك) هنا)");
}

#[test]
fn marks_that_are_no_marks_stay_visible() {
    for source in [
        "*****",
        "Card **** **** **** 1234",
        "****1234",
        "***-**-1234",
        "**/**/1990",
        "snake_case_word and my_file_name.txt",
        "2*3*4",
        "5 * 3 = 15",
        "__init__",
        "a * b * c",
        "~5 minutes to ~10",
        "not *balanced",
        "un*balanced",
        "_open",
        "close_",
        "`open",
        "``",
        "*",
        "* ",
        "**",
        "***",
        "* * * 1234",
        "____",
        "----",
        "[text]",
        "[text] (note)",
        "[text](/relative)",
        "[text](javascript:alert)",
        "](x)",
        "![alt](x)",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        "<>",
        "</b>",
        "<b>",
        "&",
        "&nope;",
        "#",
        "#tag",
        "#1",
        "####### seven",
        "1.5 kg",
        "1.",
        "3)",
        "-",
        "--",
        "```",
        "'''",
        "it's John's 'book'",
        "> 5 years",
        "a > b",
        "x_",
        "_ _",
        "* *",
        "C:\\path\\*.txt",
    ] {
        means(source, &format!("p({})", source.trim_end()));
    }
}

#[test]
fn links() {
    means("[t](https://example.com/a_b?x=1&y=2)", "p(a[https://example.com/a_b?x=1&y=2](t))");
    means("[t](https://example.com/(a(b)c))", "p(a[https://example.com/(a(b)c)](t))");
    means("[*bold* text] (example.com/x)", "p(a[https://example.com/x](b(bold) text))");
    means("([t](https://e.com))", "p((a[https://e.com](t)))");
    means("[t](https://e.com \"a title\") [u](<https://e.com>)", "p(a[https://e.com](t) a[https://e.com](u))");
    means("[https://e.com](https://e.com)", "p(a[https://e.com](https://e.com))");
    means("[a [b](https://b.com) c](https://c.com)", "p([a a[https://b.com](b) c](a[https://c.com](https://c.com)))");
    means("[](https://e.com)", "p(a[https://e.com](https://e.com))");
    means("[mail](mailto:a@example.com) [call](tel:+41)", "p(a[mailto:a@example.com](mail) a[tel:+41](call))");
    means("[x](javascript:alert(1))", "p([x](javascript:alert(1)))");
}

#[test]
fn bare_links() {
    means("see https://example.com/a.", "p(see a[https://example.com/a](https://example.com/a).)");
    means("(https://example.com/a_(b))", "p((a[https://example.com/a_(b)](https://example.com/a_(b))))");
    means(
        "www.example.com, HTTP://E.com!",
        "p(a[https://www.example.com](www.example.com), a[http://E.com](HTTP://E.com)!)",
    );
    means(
        "*https://e.com* _https://e.com/a_b_",
        "p(b(a[https://e.com](https://e.com)) i(a[https://e.com/a_b](https://e.com/a_b)))",
    );
    means("https://e.com/?a=1&amp;b=2&quot;", "p(a[https://e.com/?a=1&b=2](https://e.com/?a=1&b=2)\")");
    means("见https://e.com/a。好", "p(见a[https://e.com/a](https://e.com/a)。好)");
    means("https:// www. awww.e.com a@www.e.com who", "p(https:// www. awww.e.com a@www.e.com who)");
}

#[test]
fn pictures() {
    means("![a *cat*](https://e.com/c.png) x", "p(img[https://e.com/c.png](a *cat*) x)");
    means("![](data:image/png;base64,AA==)", "p(img[data:image/png;base64,AA==]())");
    means("[![alt](https://e.com/c.png)](https://e.com)", "p(a[https://e.com](img[https://e.com/c.png](alt)))");
    means("![x](data:image/svg+xml,a)", "p(![x](data:image/svg+xml,a))");
    means("before ![a](https://e.com/c.png)", "p(before img[https://e.com/c.png](a))");
}

#[test]
fn lists() {
    means("* first\n* second", "ul[p(first), p(second)]");
    means("*first\n*second *with bold*", "ul[p(first), p(second b(with bold))]");
    means("- a\n- b\n\ntext", "ul[p(a), p(b)] p(text)");
    means("* a\n* b * c", "ul[p(a), p(b * c)]");
    means("1. a\n2. b\n3) c", "ol1[p(a), p(b), p(c)]");
    means("1. a\n\n2. b", "ol1[p(a), p(b)]");
    means("1. a\n1. b\n1. c", "ol1[p(a), p(b), p(c)]");
    means("1. a\n3. b", "ol1[p(a)] ol3[p(b)]");
    means("* a\n  * b\n    * c\n* d", "ul[p(a) ul[p(b) ul[p(c)]], p(d)]");
    means("1. a\n   more\n\n   still\n2. b", "ol1[p(a/more) p(still), p(b)]");
    means("intro:\n- a", "p(intro:) ul[p(a)]");
    means("- a\n1. b", "ul[p(a)] ol1[p(b)]");
    means("1234567890. a", "p(1234567890. a)");
}

#[test]
fn headings_rules_and_indents() {
    means("#h1Title\n#H3 Sub", "h1(Title) h3(Sub)");
    means("# One\n###### Six", "h1(One) h6(Six)");
    means("a\n---\nb\n___", "p(a) hr p(b) hr");
    means("---below", "hr p(below)");
    means(">>in\n>>also\nout", "q[p(in/also)] p(out)");
    means(">>*bullet\n&gt;&gt;x", "q[ul[p(bullet)] p(x)]");
    means(">>>>deep", "q[q[p(deep)]]");
}

#[test]
fn code() {
    means("```let x = *1*;```", "pre(let x = *1*;)");
    means("'''code'''", "pre(code)");
    means("```rust\nlet a;\n\n  let b;\n```\nafter", "pre(let a;||  let b;) p(after)");
    means("```first\nlast```", "pre(first|last)");
    means("use `a*b*c` and ``x`y`` and ```z```.", "p(use code(a*b*c) and code(x`y) and code(z).)");
    means("```\nnever closed", "p(```/never closed)");
    means("`&lt;b&gt;`", "p(code(<b>))");
}

#[test]
fn breaks_and_paragraphs() {
    means("a\nb\n\n\nc\r\nd", "p(a/b) p(c/d)");
    means("", "");
    means("\n \n", "");
    means("a<br>b<br/>c<BR />d", "p(a/b/c/d)");
    means("*a\nb*", "ul[p(a)] p(b*)");
}

#[test]
fn tags_and_references() {
    means("<b>a</b> <strong>b</strong> <i>c</i> <EM class=x>d</EM>", "p(b(a) b(b) i(c) i(d))");
    means("<a href=\"https://e.com\" target='_blank'>x</a>", "p(a[https://e.com](x))");
    means("<a target=_blank href=https://e.com/?a&amp;b>x *y*</a>", "p(a[https://e.com/?a&b](x b(y)))");
    means("<b>two\nlines</b>", "p(b(two/lines))");
    means("&lt;b&gt; &amp;lt; &#39;x&#x27;", "p(<b> &lt; 'x')");
    means("<a href='https://e.com'>https://other.com</a>", "p(a[https://e.com](https://other.com))");
    for source in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(2)>",
        "<iframe src=\"//e\">",
        "<b",
        "<bold>x</bold>",
        "<a>x</a>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href='x",
        "</script>",
        "<!-- x -->",
        "< b>x</ b>",
    ] {
        means(source, &format!("p({source})"));
    }
    means("<a title='a > b, href=no' href='https://e.com/'>x</a>", "p(a[https://e.com/ \"a > b, href=no\"](x))");
    means("<a data-href='e.com'>x</a> </br>", "p(<a data-href='e.com'>x</a> /)");
    means("<b><i>x</b></i>", "p(b(<i>x)</i>)");
}

#[test]
fn a_visitors_text_has_only_links_and_breaks() {
    assert_eq!(
        blocks(&plain("*a* <b>\n\n- b &amp; www.e.com.")),
        "p(*a* <b>//- b &amp; a[https://www.e.com](www.e.com).)"
    );
    assert_eq!(blocks(&plain("")), "");
    assert_eq!(blocks(&plain("https://e.com/?a&amp;b")), "p(a[https://e.com/?a&amp;b](https://e.com/?a&amp;b))");
}
