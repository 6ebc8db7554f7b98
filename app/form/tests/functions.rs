//! Every function by its value, however plain: the proof that `docs/forms.tsv` names for each.

mod common;

use common::{Builder, escape};

/// Function by function in the order of the specification, then those outside it.
const CASES: &[(&str, &str)] = &[
    ("string(12)", "12"),
    ("concat('a', /data/n, 'b')", "a3b"),
    ("join('-', /data/r/v)", "1-2"),
    ("substr('hello', 1, 3)", "el"),
    ("substring-before('a-b', '-')", "a"),
    ("substring-after('a-b', '-')", "b"),
    ("translate('abc', 'ab', 'X')", "Xc"),
    ("string-length('한글')", "2"),
    ("normalize-space('  a   b ')", "a b"),
    ("contains('abc', 'b')", "true"),
    ("starts-with('abc', 'b')", "false"),
    ("ends-with('abc', 'bc')", "true"),
    ("string-length(uuid())", "36"),
    (
        "digest('abc', 'SHA-512', 'hex') = digest('abd', 'SHA-512', 'hex')",
        "false",
    ),
    (
        "digest('abc', 'SHA-384')",
        "ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn",
    ),
    ("base64-decode('aGVsbG8=')", "hello"),
    ("pulldata('s', 'label', 'name', 'b')", "B"),
    ("if(/data/n > 2, 'many', 'few')", "many"),
    ("coalesce(/data/blank, /data/n)", "3"),
    ("once('x')", "x"),
    ("true()", "true"),
    ("false()", "false"),
    ("boolean(0)", "false"),
    ("boolean-from-string('1')", "true"),
    ("not(1 = 1)", "false"),
    ("regex('010-1234', '[0-9]{3}-[0-9]{4}')", "true"),
    ("checklist(2, 3, 1, 0, 1)", "true"),
    ("weighted-checklist(5, 9, 1, 2, 1, 3)", "true"),
    ("number('12')", "12"),
    ("random() >= 0 and random() < 1", "true"),
    ("int(7.9)", "7"),
    ("sum(/data/r/v)", "3"),
    ("max(/data/r/v)", "2"),
    ("min(/data/r/v)", "1"),
    ("round(2.345, 1)", "2.3"),
    ("pow(2, 3)", "8"),
    ("log(exp(2))", "2"),
    ("log10(100)", "2"),
    ("abs(-2)", "2"),
    ("round(sin(pi() div 6), 9)", "0.5"),
    ("round(cos(pi() div 3), 9)", "0.5"),
    ("round(tan(pi() div 4), 9)", "1"),
    ("round(asin(1) * 2 - pi(), 9)", "0"),
    ("round(acos(0) * 2 - pi(), 9)", "0"),
    ("round(atan(1) * 4 - pi(), 9)", "0"),
    ("round(atan2(1, -1) * 4 div 3 - pi(), 9)", "0"),
    ("sqrt(9)", "3"),
    ("round(exp(1), 5)", "2.71828"),
    ("exp10(2)", "100"),
    ("round(pi(), 5)", "3.14159"),
    ("count(/data/r)", "2"),
    ("count-non-empty(/data/n | /data/blank)", "1"),
    ("position(/data/r[2])", "2"),
    ("instance('s')/root/item[2]/label", "B"),
    ("current()/../n", "3"),
    (
        "join('', randomize(instance('s')/root/item/name, 1)) = 'ab' or join('', randomize(instance('s')/root/item/name, 1)) = 'ba'",
        "true",
    ),
    ("today()", "2026-03-05"),
    ("now()", "2026-03-05T09:00:00.000+09:00"),
    ("format-date('2026-03-05', '%e.%n.%Y')", "5.3.2026"),
    (
        "format-date-time('2026-03-05T09:07:00.000+09:00', '%H:%M')",
        "09:07",
    ),
    ("date('2026-03-05')", "2026-03-05"),
    ("decimal-date-time('1970-01-02T09:00:00.000+09:00')", "1"),
    ("decimal-time('12:00:00.000+09:00')", "0.5"),
    ("selected(/data/many, 'b')", "true"),
    ("selected-at('x y', 0)", "x"),
    ("count-selected('x y')", "2"),
    ("jr:choice-name(/data/many, '/data/many')", "Bee"),
    ("jr:itext('t')", "Text"),
    ("indexed-repeat(/data/r/v, /data/r, 2)", "2"),
    ("round(distance('0 0 0 0; 0 1 0 0'), 2)", "111318.85"),
    (
        "round(area('0 0 0 0; 0 1 0 0; 1 1 0 0; 0 0 0 0'), 1)",
        "6195628067.9",
    ),
    (
        "round(enclosed-area('0 0 0 0; 0 1 0 0; 1 1 0 0; 0 0 0 0'), 1)",
        "6195628067.9",
    ),
    (
        "geofence('0.5 0.6', '0 0 0 0; 0 1 0 0; 1 1 0 0; 0 0 0 0')",
        "true",
    ),
    ("geofence('', '0 0; 0 1; 1 1; 0 0')", "false"),
    ("intersects('0 0; 1 1; 0 1; 1 0')", "true"),
    ("intersects('0 0; 0 1; 1 1; 0 0')", "false"),
    ("intersects('')", "false"),
    (
        "extract-signed('kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAHI=', 'PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=')",
        "r",
    ),
    ("extract-signed('AAAA', 'AAAA')", ""),
    ("version()", "1"),
    ("property('deviceid')", "kiosk-1"),
    ("property('username')", "somebody"),
    ("property('shoe-size')", ""),
    ("depend(/data/n, /data/blank)", "3"),
    ("is-selected(/data/many, 'b')", "true"),
    (
        "date-time('2026-03-05T09:00:00+09:00')",
        "2026-03-05T09:00:00.000+09:00",
    ),
    ("substring('hello', 2, 3)", "ell"),
    ("floor(1.5)", "1"),
    ("ceiling(1.5)", "2"),
    ("name(/data/n)", "n"),
    ("local-name(/data/n)", "n"),
    ("/data/r[position() = last()]/v", "2"),
];

#[test]
fn every_function_gives_its_value() {
    let mut builder = Builder::new()
        .nodes("<n>3</n><blank/><many>b</many><r><v>1</v></r><r><v>2</v></r>")
        .model(
            "<itext><translation lang=\"en\"><text id=\"t\"><value>Text</value></text></translation></itext>\
             <instance id=\"s\"><root><item><name>a</name><label>A</label></item>\
             <item><name>b</name><label>B</label></item></root></instance>",
        )
        .body(
            "<select ref=\"/data/many\"><label>Many</label><item><label>Bee</label><value>b</value></item></select>\
             <group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"/data/r/v\"/></repeat></group>",
        );
    for (at, (expression, _)) in CASES.iter().enumerate() {
        let escaped = escape(expression);
        builder = builder
            .nodes(&format!("<c{at}/>"))
            .bind(&format!("/data/c{at}"), &format!("calculate=\"{escaped}\""));
    }
    let record = builder.begin();
    for (at, (expression, expected)) in CASES.iter().enumerate() {
        let value = record.value(&format!("/data/c{at}"));
        assert_eq!(value, *expected, "{expression}");
    }
}
