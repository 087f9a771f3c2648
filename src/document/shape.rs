//! The shapes in which web services wrap records: where the list of them is, and fields in objects within a record.

use serde_json::{Map, Value};

use super::field::{Field, field_of};

/// How deep a list of records may lie.
const MAX_DEPTH: usize = 5;

/// How much an item of an agency looks like an article.
const MIN_ITEM_SCORE: usize = 5;

/// The items of a list that are examined.
const MAX_SAMPLE: usize = 50;

/// Takes the list of records out of an object: the list, at any depth, whose items state the most fields of an article.
pub(super) fn take_records(object: &mut Map<String, Value>) -> Option<Vec<Value>> {
    let mut best: Option<(usize, Vec<String>)> = None;
    search(object, &mut Vec::new(), &mut best);
    let (_, path) = best?;
    let (last, parents) = path.split_last()?;
    let mut holder = object;
    for name in parents {
        holder = holder.get_mut(name)?.as_object_mut()?;
    }
    match holder.remove(last)? {
        Value::Array(items) => Some(items),
        _ => None,
    }
}

/// How many items of all lists in an object look like records of articles.
pub(super) fn n_records(object: &Map<String, Value>) -> u64 {
    fn within(object: &Map<String, Value>, depth: usize) -> u64 {
        let of_value = |value: &Value| match value {
            Value::Array(items) => {
                items.iter().filter_map(Value::as_object).filter(|item| score_of(item) > 0).count() as u64
            }
            Value::Object(inner) if depth < MAX_DEPTH => within(inner, depth + 1),
            _ => 0,
        };
        object.values().map(of_value).sum()
    }
    within(object, 1)
}

fn search(object: &Map<String, Value>, path: &mut Vec<String>, best: &mut Option<(usize, Vec<String>)>) {
    for (name, value) in object {
        path.push(name.clone());
        match value {
            Value::Array(items) => {
                let score = items.iter().take(MAX_SAMPLE).filter_map(Value::as_object).map(score_of).sum();
                if score > 0 && best.as_ref().is_none_or(|(held, _)| score > *held) {
                    *best = Some((score, path.clone()));
                }
            }
            Value::Object(inner) if path.len() < MAX_DEPTH => search(inner, path, best),
            _ => {}
        }
        path.pop();
    }
}

/// Whether an object is an item of an agency (ninjs), whose lists are parts of it.
pub(super) fn is_item(object: &Map<String, Value>) -> bool {
    let has = |name: &str| object.contains_key(name);
    (has("versioncreated") || has("versionCreated")) && (has("uri") || has("headline") || has("headlines"))
}

/// How much an object looks like the record of an article; 0 if it does not.
fn score_of(object: &Map<String, Value>) -> usize {
    if is_item(object) {
        return MIN_ITEM_SCORE;
    }
    let own = fields_in(object);
    let inner = object.values().filter_map(Value::as_object).map(fields_in).max_by_key(Vec::len).unwrap_or_default();
    let mut fields: Vec<Field> = own.into_iter().chain(inner).collect();
    fields.sort_unstable();
    fields.dedup();
    let has = |field: Field| fields.contains(&field);
    let shows = has(Field::Title) || has(Field::Body) || has(Field::Html);
    let is_placed = has(Field::Url) || has(Field::Date) || has(Field::Body) || has(Field::Html);
    // A list of headlines; `name` alone would be that of anything.
    let inner_names = object.values().filter_map(Value::as_object).flat_map(Map::keys);
    let mut names = object.keys().chain(inner_names).filter_map(|name| field_of(name));
    let is_titled = names.any(|(field, rank)| field == Field::Title && rank <= 3);
    if shows && (is_placed || is_titled) { fields.len() } else { 0 }
}

fn fields_in(object: &Map<String, Value>) -> Vec<Field> {
    let stated = object.iter().filter(|(_, value)| !value.is_null()).filter_map(|(name, _)| field_of(name));
    // Anything may have a `name`.
    stated.filter(|(field, rank)| *field != Field::Title || *rank < 6).map(|(field, _)| field).collect()
}

/// A record in the form that [`Record::from_json`](super::Record::from_json) reads: the fields of objects within it
/// beside its own, and fields that mean something else than their names say set right.
pub(super) fn plain(mut object: Map<String, Value>) -> Map<String, Value> {
    let inner: Vec<String> =
        object.iter().filter(|(name, value)| is_wrapper(name, value)).map(|(name, _)| name.clone()).collect();
    for name in inner {
        let Some(Value::Object(fields)) = object.remove(&name) else { continue };
        for (field, value) in fields {
            // A field of the record itself wins, unless it is empty.
            if object.get(&field).is_none_or(Value::is_null) {
                object.insert(field, value);
            }
        }
    }
    // A day of publication beside the day on which a service found the article.
    if object.get("dateTimePub").is_some_and(Value::is_string) {
        for name in ["date", "time", "dateTime"] {
            object.remove(name);
        }
    }
    // Services that save pages state when the page was saved as the day on which its entry was made.
    let is_saved = ["is_archived", "is_starred", "savedAt", "time_added", "readingProgress", "reading_time"];
    if is_saved.iter().any(|name| object.contains_key(*name)) {
        for name in ["created_at", "createdAt", "created"] {
            if let Some(saved) = object.remove(name) {
                object.entry("savedAt").or_insert(saved);
            }
        }
    }
    of_agency(&mut object);
    // An address in the place of a name.
    for name in ["author", "source"] {
        let is_address = |value: &Value| {
            value.as_str().is_some_and(|text| text.starts_with("http://") || text.starts_with("https://"))
        };
        if object.get(name).is_some_and(is_address) {
            let address = object.remove(name);
            if name == "source"
                && let Some(address) = address
            {
                object.entry("url").or_insert(address);
            }
        }
    }
    object
}

/// The fields of ninjs, the IPTC's JSON for news, in its versions 1 to 3.
fn of_agency(object: &mut Map<String, Value>) {
    let text = |item: &Value, name: &str| item.get(name).and_then(Value::as_str).map(str::to_owned);
    let value_of = |list: Option<&Value>, roles: &[&str]| {
        let items = list?.as_array()?;
        let of_role = |role: &&str| items.iter().find(|item| text(item, "role").as_deref() == Some(*role));
        text(roles.iter().find_map(of_role).or_else(|| items.first())?, "value")
    };
    if let Some(headline) = value_of(object.get("headlines"), &["main", "headline"]) {
        object.entry("title").or_insert(Value::String(headline));
    }
    if let Some(body) = value_of(object.get("bodies"), &["richtext", "main", "html"]) {
        object.entry("body").or_insert(Value::String(body));
    }
    let first_provider = object.get("providers").and_then(|list| text(list.get(0)?, "name"));
    if let Some(provider) = first_provider {
        object.entry("outlet").or_insert(Value::String(provider));
    }
    let is_item = object.contains_key("versioncreated") || object.contains_key("versionCreated");
    if !is_item {
        return;
    }
    // The first version is the publication; later ones are corrections.
    for name in ["firstcreated", "firstCreated"] {
        if let Some(first) = object.remove(name) {
            object.entry("date").or_insert(first);
        }
    }
    for name in ["versioncreated", "versionCreated"] {
        if let Some(version) = object.remove(name) {
            object.entry("date").or_insert(version);
        }
    }
    if let Some(holder) = object.remove("copyrightholder").or_else(|| object.remove("copyrightHolder")) {
        object.entry("outlet").or_insert(holder);
    }
    // It names an item, not a page.
    object.remove("uri");
}

/// Whether an object within a record states fields of it: `fields`, `attributes`, `article`.
fn is_wrapper(name: &str, value: &Value) -> bool {
    let Some(inner) = value.as_object() else { return false };
    let fields = fields_in(inner);
    let shows = fields.iter().any(|field| matches!(field, Field::Title | Field::Body | Field::Html));
    // What has the name of a field states that field: `source`, `author`.
    field_of(name).is_none_or(|(field, _)| field == Field::Body) && shows && fields.len() > 1
}

/// Whether a record says that its article is gone: `[Removed]` in the place of title and text.
pub(super) fn is_withdrawn(object: &Map<String, Value>) -> bool {
    let is = |name: &str| {
        object.get(name).and_then(Value::as_str).is_some_and(|text| text.eq_ignore_ascii_case("[removed]"))
    };
    is("title") && (is("content") || is("description") || object.get("content").is_none_or(Value::is_null))
}

/// The text without the note that a service puts in the place of the rest, `… [+2113 chars]`; `None` if there is none.
pub(super) fn without_cut(text: &str) -> Option<&str> {
    let before = text.trim_end().strip_suffix(" chars]")?;
    let (before, n) = before.rsplit_once("[+")?;
    (!n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit())).then(|| before.trim_end())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_list_of_records_is_found_at_any_depth() {
        let records = json!([{"title": "T", "url": "https://quay.example/a"}]);
        for value in [
            json!({"articles": records}),
            json!({"meta": {"found": 1}, "data": {"page": {"rows": records}}}),
            json!({"facets": [{"name": "x", "count": 3}], "answer": records}),
            json!({"tags": ["a"], "items": [{"node": {"headline": "T", "published_at": "2020-01-02"}}]}),
        ] {
            let mut object = value.as_object().expect("an object").clone();
            assert_eq!(take_records(&mut object).map(|items| items.len()), Some(1), "{value}");
        }
        let mut other = json!({"list": [{"count": 1}], "title": "T"}).as_object().expect("an object").clone();
        assert_eq!(take_records(&mut other), None);
    }

    #[test]
    fn fields_within_objects_are_those_of_the_record() {
        let object =
            json!({"id": 1, "attributes": {"title": "T", "body": "B", "id": 2}, "source": {"name": "S", "id": 3}});
        let plain = plain(object.as_object().expect("an object").clone());
        assert_eq!(Value::Object(plain), json!({"id": 1, "title": "T", "body": "B", "source": {"name": "S", "id": 3}}));
    }

    #[test]
    fn the_day_of_an_item_of_an_agency_is_that_of_its_first_version() {
        let object = json!({
            "uri": "urn:x", "versionCreated": "2021-01-02", "firstCreated": "2020-01-02", "headlines": [{"role": "short",
            "value": "S"}, {"role": "main", "value": "M"}], "bodies": [{"value": "B"}], "providers": [{"name": "P"}],
        });
        let plain = plain(object.as_object().expect("an object").clone());
        let text = |name: &str| plain.get(name).and_then(Value::as_str);
        assert_eq!(
            (text("date"), text("title"), text("body"), text("outlet")),
            (Some("2020-01-02"), Some("M"), Some("B"), Some("P"))
        );
    }

    #[test]
    fn a_note_about_the_rest_is_cut_off() {
        assert_eq!(without_cut("Words … [+2113 chars]"), Some("Words …"));
        assert_eq!(without_cut("Words [+x chars]"), None);
    }
}
