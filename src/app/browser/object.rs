//! Plain JavaScript objects.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

/// A new object with these fields.
pub fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value).ok();
    }
    object
}

/// A field of an object; undefined if the object does not have it.
pub fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// The result of a method of an object.
pub fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    let method: Function = field(object, method).dyn_into().ok()?;
    method.call1(object, argument).ok()
}
