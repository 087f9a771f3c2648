//! The messages between the page and its worker, as JavaScript sees them.

use dateline::model::{Day, PartialDate, WarningCode};
use dateline::task::{
    Failed, Heading, Inference, InferredFact, MessageHead, MessageKind, Phase, Progress, Report, ReportWarning,
    WorkerProblem,
};
use js_sys::{JSON, JsString};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::{from_value, to_value};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// The JavaScript value of a message, as JSON.
fn written(message: &impl Serialize) -> String {
    let value = to_value(message).expect("the message is a value");
    JSON::stringify(&value).map(String::from).expect("the value is plain")
}

/// A message from the JavaScript value that a JSON text describes.
fn read<T: DeserializeOwned>(json: &str) -> T {
    let value: JsValue = JSON::parse(json).expect("the text is JSON");
    from_value(value).expect("the value is the message")
}

#[wasm_bindgen_test]
fn messages_cross_to_javascript_and_back() {
    let progress = Progress { phase: Phase::Actors, done: 3, total: 9, articles: 12, failures: 1 };
    let json = r#"{"phase":"actors","done":3,"total":9,"articles":12,"failures":1}"#;
    assert_eq!(written(&progress), json);
    assert_eq!(read::<Progress>(json), progress);

    let statements = r#"{"story":[{"articles":["a","b"]}]}"#;
    let heading =
        Heading { title: Some("Reports".to_owned()), description: None, statements: Some(statements.to_owned()) };
    assert_eq!(read::<Heading>(&written(&heading)), heading);
    assert_eq!(read::<Heading>("{}"), Heading::default());

    let inferred = Inference { source: "a.txt".to_owned(), what: InferredFact::Title, evidence: "Talks".to_owned() };
    let day = Day::new(2025, 4, 28).map(PartialDate::Day).expect("a day");
    let dated = Inference { what: InferredFact::Date(day), ..inferred.clone() };
    let warnings = vec![
        ReportWarning::Article {
            source: "a.txt".to_owned(),
            kind: WarningCode::AmbiguousDate,
            named: vec!["08/02/2023".to_owned()],
            english: "The date `08/02/2023` can be two days.".to_owned(),
        },
        ReportWarning::NoSuchDocument { sidecar: "corpus.toml".to_owned(), file: "b.txt".to_owned() },
        ReportWarning::OnlyFirst { most: 5, beyond: 2 },
    ];
    let report = Report { articles: 5, inferred: 2, inferences: vec![inferred, dated], warnings, ..Report::default() };
    assert_eq!(from_value::<Report>(to_value(&report).expect("a value")).expect("a report"), report);
}

#[wasm_bindgen_test]
fn the_kind_of_a_message_is_read_whatever_else_it_holds() {
    let json = r#"{"kind":"failed","problem":{"code":"no-parser","status":404},"files":{"a":[1,2]}}"#;
    assert_eq!(read::<MessageHead>(json).kind, MessageKind::Failed);
    assert_eq!(read::<Failed>(json).problem, WorkerProblem::NoParser { status: 404 });
    let end: JsValue = JsString::from("no message").into();
    assert!(from_value::<MessageHead>(end).is_err());
    assert!(from_value::<MessageHead>(JsValue::UNDEFINED).is_err());
}
