//! Search and answers (`kore-templates.md` 11.1 and 11.2).

use protocol::{
    decode_history,
    rest::decode_search_results,
    template::{AnswerFragment, AnswerTemplate},
};
use serde_json::{Value, json};

use super::{decoded, decoded_with};

#[test]
fn a_search_has_passages_and_pages() {
    let (search, warnings) = decoded_with!(Search, "search", {
        "graph_answer": {"payload": {"center_panel": {"type": "paragraph_snippet", "data": [
            {"snippet_title": "*Why?*", "snippet_content": " \n Because. ", "source": "FAQ", "url": "https://example.com/faq", "score": "86%"}, {}]}}},
        "results": {"web": {"data": [{"page_title": "Page", "page_preview": " a <span>b</span>", "page_url": "https://example.com/p", "page_image_url": "https://example.com/i.png"},
            {"page_url": "https://example.com/only"}, {}]}}});
    let snippet = &search.snippets().get(0).unwrap();
    assert_eq!(
        (snippet.title(), snippet.text().trim(), snippet.source(), snippet.url()),
        ("*Why?*", "Because.", "FAQ", Some("https://example.com/faq"))
    );
    let pages: Vec<(&str, &str)> = search.pages().iter().map(|page| (page.title(), page.preview())).collect();
    assert_eq!(pages, [("Page", " a <span>b</span>"), ("https://example.com/only", "")]);
    assert_eq!(
        warnings,
        [
            "graph_answer.payload.center_panel.data[1] left out: expected an object",
            "results.web.data[2] left out: expected an object",
        ]
    );
    let empty = decoded!(Search, "search", {});
    assert_eq!((empty.snippets().len(), empty.pages().len()), (0, 0));
}

fn center_panel(panel: Value) -> AnswerTemplate {
    decoded!(Answer, "answerTemplate", {"answer_payload": {"center_panel": panel}, "searchRequestId": "sr-1", "totalSearchResults": "12"})
}

#[test]
fn an_answer_names_each_source_once() {
    let leave =
        json!({"title": "Leave.pdf", "url": "https://example.com/leave", "image_url": ["https://example.com/1.png"]});
    let answer = center_panel(
        json!({"type": "citation_snippet", "data": [{"snippet_type": "generative_model", "snippet_title": "Leave", "snippet_content": [
        {"answer_fragment": "20 days.", "sources": [leave]},
        {"answer_fragment": "They carry over.", "sources": [leave, {"title": "Portal", "image_url": "https://example.com/p.png"}, {"title": "Portal"}, {"doc_id": "x"}]},
        {"answer_fragment": "See <b>there</b>."}, {"answer_fragment": " "}]}]}),
    );
    let content = answer.content();
    let fragments: Vec<(&str, &[usize])> =
        content.fragments.iter().map(|fragment| (fragment.text, &fragment.sources[..])).collect();
    assert_eq!(fragments, [("20 days.", &[0][..]), ("They carry over.", &[0, 1]), ("See <b>there</b>.", &[])]);
    let sources: Vec<(&str, usize)> =
        content.sources.iter().map(|source| (source.title(), source.images().count())).collect();
    assert_eq!(sources, [("Leave.pdf", 1), ("Portal", 1)]);
    assert_eq!(
        (content.title, content.is_generated, answer.request_id(), answer.total_results()),
        ("Leave", true, Some("sr-1"), Some(12))
    );
}

#[test]
fn a_passage_cut_out_of_a_document_has_its_source_beside_it() {
    for panel in [
        json!({"type": "extractive_model", "data": [{"snippet_content": "Cut out.", "source": "a.pdf", "url": "https://example.com/a"}]}),
        json!({"type": "citation_snippet", "data": {"snippet_type": "extractive_model", "snippet_content": "Cut out.", "source": "a.pdf", "url": "https://example.com/a"}}),
    ] {
        let answer = center_panel(panel);
        let answer = answer.content();
        assert!(!answer.is_generated);
        assert_eq!(answer.fragments, [AnswerFragment { text: "Cut out.", sources: vec![0] }]);
        assert_eq!((answer.sources[0].title(), answer.sources[0].url()), ("a.pdf", Some("https://example.com/a")));
    }
}

#[test]
fn results_take_the_first_passage_of_each_document() {
    let (answer, warnings) = decoded_with!(Answer, "answerTemplate", {
        "results": {"file": {"doc_count": 2, "data": [{"docId": "d-0", "recordTitle": "Leave.pdf", "chunkResults": ["gone", "c-0", "c-1"]}, {"docId": "d-1"}]},
            "web": {"data": [{"chunkResults": "c-2"}]}},
        "chunk_result": {"file": [{"_source": {"chunkId": "c-1", "chunkText": "second"}},
            {"_source": {"chunkId": "c-0", "chunkText": " first ", "recordUrl": "https://example.com/leave", "sys_file_type": "pdf", "chunkMeta": {"imageUrl": "https://example.com/i.png"}}}],
            "web": [{"_source": {"chunkId": "c-2", "chunkText": "| a |", "recordTitle": "Portal", "fileType": "html", "image_url": "https://example.com/w.png"}}]}});
    let results: Vec<[&str; 4]> = answer
        .results()
        .iter()
        .map(|result| [result.title(), result.text(), result.file_type(), result.image().unwrap_or_default()])
        .collect();
    assert_eq!(
        results,
        [
            ["Leave.pdf", "first", "pdf", "https://example.com/i.png"],
            ["Portal", "| a |", "html", "https://example.com/w.png"]
        ]
    );
    assert_eq!(answer.results()[0].url(), Some("https://example.com/leave"));
    assert_eq!(warnings, Vec::<String>::new());
}

#[test]
fn all_results_are_read_from_their_rest_body() {
    let body = json!({"template": {"results": {"file": {"data": [{"recordTitle": "Leave.pdf", "chunkResults": ["c-0"]}]}},
        "chunk_result": {"file": [{"chunkText": "first", "recordUrl": "https://example.com/leave", "sys_file_type": "pdf", "chunkMeta": {}, "additionalInfo": {"chunkId": "c-0"}}]}}});
    for body in [body.clone(), body["template"].clone(), json!({"template": body["template"].to_string()})] {
        let decoded = decode_search_results(&body.to_string());
        assert_eq!(decoded.warnings, [], "{body}");
        let [result] = &decoded.value.results()[..] else { panic!("{decoded:?}") };
        assert_eq!(
            (result.title(), result.text(), result.url()),
            ("Leave.pdf", "first", Some("https://example.com/leave"))
        );
    }
    let decoded = decode_search_results("no JSON");
    assert_eq!((decoded.value.results().len(), decoded.warnings.len()), (0, 1));
}

#[test]
fn an_answer_in_history_is_whole() {
    let printed = json!({"type": "template", "payload": {"template_type": "answerTemplate", "answer_payload": {"center_panel": {"data": [{"snippet_content": [{"answer_fragment": "Yes."}]}]}}}});
    let page = json!({"messages": [{"type": "outgoing", "components": [{"cT": "text", "data": {"text": printed.to_string()}}]}]});
    let decoded = decode_history(&page.to_string());
    assert_eq!(decoded.warnings, []);
    assert!(format!("{:?}", decoded.value.messages[0].side).contains("Answer(AnswerTemplate"));
}
