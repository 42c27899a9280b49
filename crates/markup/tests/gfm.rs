//! GitHub's extensions of CommonMark, and what is our own in that dialect, written as a short notation of the tree.

mod notation;
use markup::commonmark;
use notation::blocks;

#[track_caller]
fn means(source: &str, expected: &str) {
    assert_eq!(blocks(&commonmark(source)), expected, "source: {source:?}");
}

#[test]
fn tables() {
    means("| a | b |\n| - | - |\n| c | d |", "table--[a|b](c|d)");
    means("a | b\n:- | -:\nc | d\ne | f\n\ntext", "table<>[a|b](c|d, e|f) p(text)");
    means("|a|b|c|\n|:-:|:--|---|", "table^<-[a|b|c]()");
    means("| a |\n|-|\n| *b* `c` |", "table-[a](i(b) code(c))");
    means("|a|b|\n|-|-|\n|c|\n|d|e|f|", "table--[a|b](c, d|e)");
    means("|a|\n|-|\n|b \\| c|\n|`d \\| e`|", "table-[a](b | c, code(d | e))");
    means("text\n|a|b|\n|-|-|\n|c|d|", "p(text) table--[a|b](c|d)");
    means("|a|\n|-|\n|b|\n> quote", "table-[a](b) q[p(quote)]");
    means("|a|\n|-|\n|b|\n- item", "table-[a](b) ul[p(item)]");
    means("|a|\n|-|\nb", "table-[a](b)");
    means("- |a|\n  |-|\n  |b|", "ul[table-[a](b)]");
    means("> |a|\n> |-|\n> |b|\n\nc", "q[table-[a](b)] p(c)");
    means("|a|\n|-|\n||", "table-[a]()");
    means("|a|b|\n|-|-|\n| |c|", "table--[a|b](|c)");
    means("|a<br>b|\n|-|\n|<ul><li>c</li><li>d</li></ul>|", "table-[a/b](• c/• d)");
}

#[test]
fn what_is_no_table() {
    means("|a|b|\n|-|", "p(|a|b|\n|-|)");
    means("|a|\n|x|", "p(|a|\n|x|)");
    means("a\n:-:", "p(a\n:-:)");
    means("|a|\n|--:--|", "p(|a|\n|--:--|)");
    means("|-|", "p(|-|)");
    means("|a|\n\n|-|", "p(|a|) p(|-|)");
    means("> |a|\n|-|", "q[p(|a|\n|-|)]");
}

#[test]
fn strikethrough() {
    means("~~a~~ and ~b~", "p(s(a) and s(b))");
    means("~~a *b*~~", "p(s(a i(b)))");
    means("~~~a~~~ b", "pre[a~~~ b]()");
    means("x ~~~a~~~", "p(x ~~~a~~~)");
    means("~~a~ b", "p(~~a~ b)");
    means("~~a\n\nb~~", "p(~~a) p(b~~)");
    means("~ a ~ and 5~10", "p(~ a ~ and 5~10)");
    means("*a ~~b* c~~", "p(i(a ~~b) c~~)");
}

#[test]
fn tasks() {
    means("- [ ] a\n- [x] b\n- [X] c", "ul[[ ]p(a), [x]p(b), [x]p(c)]");
    means("1. [ ] a\n2. b", "ol1[[ ]p(a), p(b)]");
    means("- [x] a\n  - [ ] b\n\n    c", "ul[[x]p(a) ul~[[ ]p(b) p(c)]]");
    means("- [ ]\n- [x]b\n- [y] c\n- a [ ] d", "ul[p([ ]), p([x]b), p([y] c), p(a [ ] d)]");
    means("[ ] a", "p([ ] a)");
    means("- a\n\n  [ ] b", "ul~[p(a) p([ ] b)]");
}

#[test]
fn bare_links() {
    means("see www.e.com/a_b_c.", "p(see a[https://www.e.com/a_b_c](www.e.com/a_b_c).)");
    means(
        "**https://e.com** (https://e.com/a_(b))",
        "p(b(a[https://e.com](https://e.com)) (a[https://e.com/a_(b)](https://e.com/a_(b))))",
    );
    means("https://e.com/?a&amp;b&lt;c", "p(a[https://e.com/?a&b](https://e.com/?a&b)<c)");
    means("mail a.b-c_d+e@f.example, now", "p(mail a[mailto:a.b-c_d+e@f.example](a.b-c_d+e@f.example), now)");
    means("a@b a@b.c- @b.c a@.c", "p(a@b a@b.c- @b.c a@.c)");
    means(
        "[https://e.com](https://f.com) [www.e.com][1]\n\n[1]: https://f.com",
        "p(a[https://f.com](https://e.com) a[https://f.com](www.e.com))",
    );
    means("`https://e.com`", "p(code(https://e.com))");
    means("<https://e.com/a b>", "p(<https://e.com/a b>)");
}

#[test]
fn links_whose_address_is_refused_are_their_text() {
    means("[*a*](/relative) [b](javascript:alert(1)) [c]\n\n[c]: data:text/html,x", "p(i(a) b c)");
    means("![a *b*](/relative.png) ![c](data:image/svg+xml,x)", "p(a b c)");
    means("<javascript:alert(1)> <made-up:x>", "p(<javascript:alert(1)> <made-up:x>)");
    means(
        "<https://e.com> <a@e.com> <tel:1>",
        "p(a[https://e.com](https://e.com) a[mailto:a@e.com](a@e.com) a[tel:1](tel:1))",
    );
}

#[test]
fn tags_of_the_list_have_their_effect() {
    means("a <b>b</b> <u>c</u> <s>d</s> <span class=x>e</span><br>f", "p(a b(b) u(c) s(d) e/f)");
    means("<a href=\"https://e.com\" onclick=x title=t>a</a>", "p(a[https://e.com \"t\"](a))");
    means("<img src=\"https://e.com/a.png\" alt=\"b\" onerror=x>", "p(img[https://e.com/a.png](b))");
    means("<code>a*b*&lt;</code>", "p(code(a*b*<))");
    means("<p>a</p><p>b *c*</p>", "p(a) p(b i(c))");
    means("a<hr>b", "p(a) hr p(b)");
    means("<h2>a</h2>\n<blockquote>b</blockquote>", "h2(a) q[p(b)]");
    means("Choose:<ul><li>a</li><li>b<ol start=3><li>c</ol></li></ul>or", "p(Choose:) ul[p(a), p(b) ol3[p(c)]] p(or)");
    means("<ul>\n  <li>a\n  <li>b\n</ul>\n\nc", "ul[p(a), p(b)] p(c)");
    means("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "ul[p(a) ul[p(b)], p(c)]");
    means("<li>a</li><li>b</li>", "ul[p(a), p(b)]");
    means("<ul>a<li>b</ul><td>c<td>d", "ul[p(a), p(b)] table--[](c|d)");
    means(
        "<table>\n<thead>\n<tr><th>a</th><th>b</th></tr>\n</thead>\n<tbody>\n<tr><td>c</td><td></td></tr>\n<tr><td>d<td>e<p>f</table>",
        "table--[a|b](c|, d|e/f)",
    );
    means("<table><tr><td>a</td></tr></table>", "table-[](a)");
    means("<pre>\n*a*\n\n  &lt;b&gt;</pre>\nc", "pre(*a*||  <b>) p(c)");
    means("<pre><code class=\"language-x\">a\n</code></pre>", "pre(a)");
    means("- <b>a</b>\n- <p>b</p><p>c</p>", "ul[p(b(a)), p(b) p(c)]");
}

#[test]
fn other_tags_and_torn_ones_are_characters() {
    for source in [
        "<script>alert(1)</script>",
        "<iframe src=\"https://e.com\">",
        "<b>a",
        "a</b>",
        "<img src=x onerror=y>",
        "<!-- a -->",
    ] {
        means(source, &format!("p({source})"));
    }
    means("<b>a *b</b> c*", "p(b(a *b) c*)");
    // Tags around blocks are left out, as nothing could be around two blocks.
    means("<b><p>a</p></b>", "p(a)");
    means("</ul></td><p></p>", "");
}

#[test]
fn emoji_and_values() {
    means(":smile: :+1::no_such_name: 10:30:45", "p(😄 👍:no_such_name: 10:30:45)");
    means("`:smile:` \\:smile:", "p(code(:smile:) :smile:)");
    means("on \\d(2024-01-31), \\#(1) \\#(a)", "p(on Date(2024-01-31;), Number(1;) #(a))");
}

#[test]
fn what_nests_too_deep_is_text() {
    let deep = |mark: &str| notation::visible(&commonmark(&format!("{}x", mark.repeat(60))));
    assert_eq!(deep(">").trim(), format!("{}x", ">".repeat(37)));
    assert_eq!(deep("- ").trim(), format!("{}x", "- ".repeat(48)));
}
