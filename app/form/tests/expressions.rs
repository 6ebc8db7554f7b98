//! Expressions and their values: XPath 1.0, ODK's functions, and what is chosen where engines differ.

mod common;

use common::{Builder, Record, escape};
use maru_form::ViolationKind;

/// Evaluates each expression as the calculation of a node of its own.
fn check(cases: &[(&str, &str)]) {
    let mut builder = Builder::new()
        .nodes("<two x=\"y\">2</two><empty/><txt>abc</txt><g><a>5</a><b/></g><r><v>1</v></r><r><v>2</v></r><r><v/></r>")
        .nodes("<off>7</off><pick>b</pick>")
        .bind("/data/off", "relevant=\"false()\"")
        .model(
            "<instance id=\"s\"><root><item><name>a</name><label>A</label><g>x</g></item>\
             <item><name>b</name><label>B</label><g>x</g></item>\
             <item><name>2</name><label>Two</label><g>y</g></item></root></instance>",
        )
        .body(
            "<select1 ref=\"/data/pick\"><label>P</label><itemset nodeset=\"instance('s')/root/item\">\
             <value ref=\"name\"/><label ref=\"label\"/></itemset></select1>",
        );
    for (at, (expression, _)) in cases.iter().enumerate() {
        let escaped = escape(expression);
        builder = builder
            .nodes(&format!("<c{at}/>"))
            .bind(&format!("/data/c{at}"), &format!("calculate=\"{escaped}\""));
    }
    let record = builder.begin();
    for (at, (expression, expected)) in cases.iter().enumerate() {
        assert_eq!(
            record.value(&format!("/data/c{at}")),
            *expected,
            "{expression}"
        );
    }
}

#[test]
fn the_root_of_a_list_is_filtered_like_any_node() {
    check(&[
        ("count(instance('s')/root[name = 'a'])", "0"),
        ("count(instance('s')/root[item/name = 'a']/item)", "3"),
        (
            "instance('s')/root[item = 1 or item]/item[name = 'b']/label",
            "B",
        ),
        ("count(xpath:instance('s')/root/item)", "3"),
        ("count(instance('s')/root/item[name = /data/r/v])", "1"),
        ("count(instance('s')/root/item[name = /data/pick])", "1"),
        (
            "count(instance('s')/root/item[name = /data/r[v > 5]/v])",
            "0",
        ),
    ]);
}

#[test]
fn arithmetic_is_xpaths() {
    check(&[
        ("1 div 0", "Infinity"),
        ("0 div 0", ""),
        ("1 div 10 + 2 div 10", "0.30000000000000004"),
        ("1 div 10000000", "0.0000001"),
        ("-0", "0"),
        ("-5 mod 3", "-2"),
        ("1.5 mod 0.5", "0"),
        ("2 - -2", "4"),
        ("3-1", "2"),
        ("- /data/two", "-2"),
        ("--1", "1"),
        ("1 + 2 * 3 - 4 div 2", "5"),
        ("(1 + 2) * 3", "9"),
        ("/data/two - 1", "1"),
        ("/data/two-1", ""),
        ("true() + true()", "2"),
        ("/data/two + '3'", "5"),
        ("/data/txt + 1", ""),
        ("/data/empty + 1", ""),
    ]);
}

#[test]
fn comparisons_are_xpaths() {
    check(&[
        ("1 = 1 = 1", "true"),
        ("true() = 1", "true"),
        ("'true' = true()", "true"),
        ("'10' < '9'", "false"),
        ("'a' < 'b'", "false"),
        ("/data/none = ''", "false"),
        ("/data/none != ''", "false"),
        ("/data/empty = ''", "true"),
        ("/data/empty = 0", "false"),
        ("/data/two = '2.0'", "false"),
        ("/data/two = 2.0", "true"),
        ("/data/r/v = 2", "true"),
        ("/data/r/v != 2", "true"),
        ("2 = /data/r/v", "true"),
        ("/data/off = ''", "true"),
        ("/data/two and not('')", "true"),
        ("1 > 2 or 2 > 1", "true"),
        ("1 < 2 and 3 < 2", "false"),
    ]);
}

#[test]
fn numbers_are_plain_decimals_and_dates() {
    check(&[
        ("number(' 12 ')", "12"),
        ("number('1e3')", ""),
        ("number('0x10')", ""),
        ("number('+5')", ""),
        ("number('2020-01-01')", "18262"),
        ("'2020-01-02' - '2020-01-01'", "1"),
        ("'2020-01-02' > '2020-01-01'", "true"),
        ("int(-1.7)", "-1"),
        ("round(-2.5)", "-2"),
        ("round(1.005, 2)", "1.01"),
        ("round(1234.567, -2)", "1200"),
        ("pow(2, -1)", "0.5"),
        ("sqrt(2)", "1.4142135623730951"),
        ("floor(-1.5)", "-2"),
        ("ceiling(1.2)", "2"),
        ("sum(/data/r/v)", "3"),
        ("sum(/data/none)", "0"),
        ("max(/data/r/v)", "2"),
        ("min('', 3)", "3"),
        ("max(/data/none)", ""),
    ]);
}

#[test]
fn texts_are_joined_cut_and_tested() {
    check(&[
        ("concat('a', 1, true())", "a1true"),
        ("concat(/data/r/v, '-')", "12-"),
        ("join('-', /data/r/v)", "1-2-"),
        ("join(' ', 'a', '', 'b')", "a  b"),
        ("substr('hello', -3, -1)", "ll"),
        ("substring('hello', 2, 3)", "ell"),
        ("substring('hello', 0)", "hello"),
        ("substring-before('a-b-c', '-')", "a"),
        ("substring-after('abc', 'x')", ""),
        ("translate('abc', 'ab', 'X')", "Xc"),
        ("normalize-space('  a   b ')", "a b"),
        ("string-length('한글😀')", "3"),
        ("contains('abc', '')", "true"),
        ("starts-with('abc', 'ab')", "true"),
        ("ends-with('abc', 'bc')", "true"),
        ("regex('abc', 'b')", "false"),
        ("regex('abc', concat('a', '.*'))", "true"),
        ("digest('abc', 'SHA-1')", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
        (
            "digest('abc', 'MD5', 'hex')",
            "900150983cd24fb0d6963f7d28e17f72",
        ),
        ("base64-decode('aGVsbG8=')", "hello"),
        ("\"it's\"", "it's"),
        ("string-length(uuid())", "36"),
        ("string-length(uuid(8))", "8"),
    ]);
}

#[test]
fn truth_and_choice() {
    check(&[
        ("boolean('false')", "true"),
        ("boolean-from-string('TRUE')", "false"),
        ("boolean-from-string('1')", "true"),
        ("if('false', 'a', 'b')", "a"),
        ("if(/data/two > 1, 'many', 'one')", "many"),
        ("coalesce(/data/empty, /data/two)", "2"),
        ("coalesce(/data/off, 'x')", "x"),
        ("once('x')", "x"),
        ("checklist(1, 2, 1, 0, 1)", "true"),
        ("checklist(-1, 1, 1, 1)", "false"),
        ("weighted-checklist(2, 3, 1, 2, 0, 5)", "true"),
        ("selected('a b c', 'b')", "true"),
        ("selected('a b c', '')", "false"),
        ("selected('', '')", "true"),
        ("selected('a b', 'a b')", "false"),
        ("selected-at('a b c', 1)", "b"),
        ("selected-at('a b c', -1)", ""),
        ("count-selected('  a  b ')", "2"),
    ]);
}

#[test]
fn paths_lead_through_every_instance() {
    check(&[
        ("count(/data/r)", "3"),
        ("count-non-empty(/data/r/v)", "2"),
        ("count(/data/off)", "0"),
        ("/data/r[2]/v", "2"),
        ("/data/r[position() = 2]/v", "2"),
        ("/data/r[v > 1]/v", "2"),
        ("/data/r[position() = last() - 1]/v", "2"),
        ("position(/data/r[2])", "2"),
        ("/data/two/@x", "y"),
        ("name(/data/two)", "two"),
        ("../two", "2"),
        ("current()/../two", "2"),
        ("../g/../two", "2"),
        ("count(/data/r | /data/two)", "4"),
        ("count(//v)", "3"),
        ("instance('s')/root/item[name = 'b']/label", "B"),
        (
            "instance('s')/root/item[name = current()/../two]/label",
            "Two",
        ),
        (
            "count(instance('s')/root/item[g = 'x' and name != 'a'])",
            "1",
        ),
        ("join(',', instance('s')/root/item/name)", "a,b,2"),
        (
            "join(',', randomize(instance('s')/root/item/name, 42))",
            "a,b,2",
        ),
        (
            "join(',', randomize(instance('s')/root/item/name, 'abc'))",
            "a,2,b",
        ),
        ("pulldata('s', 'label', 'name', 'b')", "B"),
        ("jr:choice-name(/data/pick, '/data/pick')", "B"),
        ("jr:choice-name('zzz', '/data/pick')", ""),
    ]);
}

#[test]
fn days_and_times_are_here_where_the_person_is() {
    check(&[
        ("today()", "2026-03-05"),
        ("now()", "2026-03-05T09:00:00.000+09:00"),
        ("now() >= today()", "true"),
        ("now() < date(today() + 1)", "true"),
        ("today() = date(today())", "true"),
        ("date(today() + 30)", "2026-04-04"),
        ("date(18262)", "2020-01-01"),
        ("date('2020-13-01')", ""),
        ("date-time(18262.5)", "2020-01-01T21:00:00.000+09:00"),
        ("decimal-date-time('2020-01-01T12:00:00Z')", "18262.5"),
        ("decimal-time('06:00:00.000+02:00')", "0.5416666666666666"),
        (
            "format-date('2020-03-05', '%Y-%m-%d %y %n %e %b %a')",
            "2020-03-05 20 3 5 Mar Thu",
        ),
        (
            "format-date-time('2020-03-05T13:04:05.678Z', '%H %h %M %S %3')",
            "22 22 04 05 678",
        ),
        ("format-date('', '%Y')", ""),
        ("format-date('nonsense', '%Y')", ""),
    ]);
}

#[test]
fn arguments_of_pulldata_may_be_worked_out() {
    check(&[
        ("pulldata('s', concat('la', 'bel'), 'name', 'b')", "B"),
        (
            "pulldata('s', 'label', concat('na', 'me'), /data/two)",
            "Two",
        ),
        ("pulldata('s', 'label', concat('na', 'me'), 'c')", ""),
        ("pulldata('s', concat('no', 'where'), 'name', 'b')", ""),
        ("pulldata('s', 'label', concat('', 'g'), true())", "A"),
    ]);
}

#[test]
fn a_constraint_may_look_ahead() {
    let mut record = Builder::new()
        .nodes("<code/>")
        .bind("/data/code", "constraint=\"regex(., '^(?!0+$)[0-9]{5}$')\"")
        .inputs(&["/data/code"])
        .begin();
    let broken = record.types("/data/code", "00000");
    assert_eq!(broken, Err(ViolationKind::Constraint));
    record.types("/data/code", "04524").unwrap();
}

#[test]
fn a_pattern_that_cannot_be_used_lets_every_text_through() {
    let form = Builder::new()
        .nodes("<code/><other/>")
        .bind("/data/code", "constraint=\"regex(., '([0-9]{5}')\"")
        .bind(
            "/data/other",
            "calculate=\"regex(/data/code, concat('(', '[0-9]'))\"",
        )
        .inputs(&["/data/code"]);
    let remarks = form.load().remarks;
    let told: Vec<String> = remarks.iter().map(ToString::to_string).collect();
    assert!(
        told.len() == 1 && told[0].contains("any text passes") && told[0].contains("line 5"),
        "{told:?}"
    );
    let mut record = form.begin();
    record.types("/data/code", "anything").unwrap();
    assert_eq!(record.value("/data/other"), "true");
}

#[test]
fn predicates_after_brackets_filter_all_nodes_together() {
    let record = Builder::new()
        .nodes("<r><v>3</v></r><r><v>5</v></r><r><v>9</v></r><second/><last/><many/><few/><deep/><text/>")
        .model("<instance id=\"l\"><root><item><n>a</n></item><item><n>b</n></item><item><n>c</n></item><item><n>d</n></item></root></instance>")
        .bind("/data/second", "calculate=\"(/data/r/v)[2]\"")
        .bind("/data/last", "calculate=\"(/data/r/v)[last()]\"")
        .bind("/data/many", "calculate=\"sum((/data/r)[v &gt; 4]/v)\"")
        .bind("/data/few", "calculate=\"count(randomize(instance('l')/root/item, 7)[position() &lt;= 3])\"")
        .bind("/data/deep", "calculate=\"(/data/r | /data/second)[position() &lt; 4][last()]/v\"")
        .bind("/data/text", "calculate=\"('a')[1]\"")
        .body("<group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"/data/r/v\"/></repeat></group>");
    let mut record = record.begin();
    let values = |record: &Record| {
        ["second", "last", "many", "few", "deep", "text"]
            .map(|name| record.value(&format!("/data/{name}")))
            .join(" ")
    };
    assert_eq!(values(&record), "5 9 14 3 9 ");
    record.0.remove_instance(&"/data/r".into(), 2).unwrap();
    assert_eq!(values(&record), "9 9 9 3  ");
    let added = record.0.add_instance(&"/data/r".into(), None).unwrap();
    record
        .types(&format!("{}/v", added.as_str()), "12")
        .unwrap();
    assert_eq!(values(&record), "9 12 21 3 12 ");
}

#[test]
fn steps_after_brackets_hear_of_changes() {
    let mut record = Builder::new()
        .nodes("<r><k>1</k><v/></r><r><k>2</k><v/></r><a/><b/><c/><d/>")
        .bind("/data/a", "calculate=\"join('-', (/data/r[k = 2])/v)\"")
        .bind("/data/b", "calculate=\"join('-', (/data/r[k = 1] | /data/r[k = 2])/v)\"")
        .bind("/data/c", "calculate=\"join('-', randomize(/data/r, 1)[k = 2]/v)\"")
        .bind("/data/d", "calculate=\"(../r)[last()]/v\"")
        .body("<repeat nodeset=\"/data/r\"><input ref=\"/data/r/k\"/><input ref=\"/data/r/v\"/></repeat>")
        .begin();
    record.types("/data/r[1]/v", "x").unwrap();
    record.types("/data/r[2]/v", "y").unwrap();
    let values = ["a", "b", "c", "d"].map(|name| record.value(&format!("/data/{name}")));
    assert_eq!(values, ["y", "x-y", "y", "y"]);
}

#[test]
fn an_hour_of_today_is_some_of_a_day_after_it() {
    check(&[
        ("now() - '2026-03-05'", "0.375"),
        ("'2026-03-05' - now()", "-0.375"),
        ("int(now() - '2026-03-04')", "1"),
        ("'2026-03-05' - '2026-03-01'", "4"),
        ("format-date-time('13:04:05.000+09:00', '%H:%M')", "13:04"),
        ("format-date-time('04:04:00.000Z', '%H:%M')", "13:04"),
        ("format-date-time('7:05', '%H:%M')", "07:05"),
        ("format-date-time('nonsense', '%H:%M')", ""),
    ]);
}

/// Nine in the morning in Seoul is midnight in UTC.
#[test]
fn noon_is_half_of_a_day_wherever_it_is() {
    check(&[
        ("decimal-time('12:00:00.000+09:00')", "0.5"),
        ("decimal-time('12:00')", "0.5"),
        ("decimal-time('03:00:00.000Z')", "0.5"),
        ("decimal-time('2026-03-05T12:00:00.000+09:00')", "0.5"),
        ("decimal-time('2026-03-05T03:00:00.000Z')", "0.5"),
        (
            "decimal-time('10:00:00.000+09:00') - decimal-time('07:00:00.000+09:00')",
            "0.125",
        ),
        ("decimal-time(now())", "0.375"),
        ("decimal-time('2026-03-05')", ""),
        ("decimal-time('nonsense')", ""),
    ]);
}

#[test]
fn the_least_and_the_most_are_of_what_is_a_number() {
    check(&[
        ("max(/data/two > 1, /data/two > 5)", "1"),
        ("min(true(), false())", "0"),
        ("sum(true())", "1"),
        ("max(1 div 0, /data/empty)", "Infinity"),
        ("max(/data/txt, 3)", "3"),
        ("min(3, 'n/a', 2)", "2"),
        ("min(/data/empty + 1, 4)", "4"),
        ("max(/data/txt)", ""),
        ("sum(/data/r/v | /data/txt)", ""),
    ]);
}

#[test]
fn a_blank_where_a_count_is_asked_for_is_none() {
    check(&[
        ("substr('hello', 1, /data/empty)", ""),
        ("substr('hello', /data/empty, 2)", "he"),
        ("round(2.345, /data/empty)", "2"),
        (
            "join('', randomize(instance('s')/root/item/name, /data/empty)) = \
             join('', randomize(instance('s')/root/item/name, 0))",
            "true",
        ),
    ]);
}

#[test]
fn a_space_may_be_missing_behind_an_operator() {
    check(&[
        ("/data/two = 2 andstring-length(/data/txt) = 3", "true"),
        ("6 div2", "3"),
        ("(1 = 2)or/data/two = 2", "true"),
    ]);
}

#[test]
fn times_of_day_are_compared_and_counted() {
    check(&[
        ("'08:30:00.000+09:00' < '10:00:00.000+09:00'", "true"),
        ("'10:00:00.000+09:00' <= '08:30:00.000+09:00'", "false"),
        ("'18:00:00.000+09:00' > '12:00'", "true"),
        ("'18:00:00.000+09:00' - '12:00:00.000+09:00'", "0.25"),
        ("'02:00:00.000Z' > '10:30:00.000+09:00'", "true"),
        ("'23:30:00.000-05:00' > '23:00:00.000-05:00'", "true"),
        ("'08:30' < /data/empty", "false"),
        ("'08:30' < 'nonsense'", "false"),
        ("'08:30' < 1", "false"),
        ("'08:30' < '2026-03-05'", "false"),
    ]);
}

#[test]
fn what_is_no_number_is_as_blank_as_a_blank() {
    check(&[
        ("coalesce(/data/empty + 1, 0)", "0"),
        ("coalesce(number('x'), 'none')", "none"),
        ("concat('', coalesce('', number('x')))", ""),
        ("coalesce(0, 1)", "0"),
        ("coalesce(false(), 1)", "false"),
    ]);
}

#[test]
fn a_day_is_a_whole_number_wherever_it_is() {
    check(&[
        ("number('2026-03-05')", "20517"),
        ("int('2026-03-05' - '2026-03-01')", "4"),
        ("date('2026-03-05' + 7)", "2026-03-12"),
    ]);
}

/// Nine in the morning in Seoul is a whole number of days.
#[test]
fn a_moment_that_is_counted_on_keeps_its_hour() {
    check(&[
        (
            "date-time(decimal-date-time('2026-03-05T09:00:00.000+09:00') + 7)",
            "2026-03-12T09:00:00.000+09:00",
        ),
        (
            "date-time(decimal-date-time('2026-03-05T07:00:00.000+09:00') + 2 div 24)",
            "2026-03-05T09:00:00.000+09:00",
        ),
        ("date-time('2026-03-05')", "2026-03-05T00:00:00.000+09:00"),
        ("decimal-date-time('2026-03-05')", "20516.625"),
        (
            "decimal-date-time(now()) - decimal-date-time(today())",
            "0.375",
        ),
        ("date(decimal-date-time('2026-03-05') + 7)", "2026-03-12"),
        (
            "date-time(decimal-date-time('2026-03-05') + decimal-time('18:00:00.000+09:00'))",
            "2026-03-05T18:00:00.000+09:00",
        ),
        (
            "date-time(decimal-date-time('2026-03-05') + decimal-time('06:00:00.000+09:00'))",
            "2026-03-05T06:00:00.000+09:00",
        ),
        ("decimal-date-time(5)", "5"),
        ("format-date(today() + 7, '%Y-%m-%d')", "2026-03-12"),
    ]);
}

#[test]
fn what_holds_others_is_not_empty() {
    check(&[
        ("count-non-empty(/data/r)", "3"),
        ("count-non-empty(/data/g | /data/empty | /data/two)", "2"),
        ("count-non-empty(/data/r/v)", "2"),
        ("count-non-empty(/data/off)", "0"),
        ("count-non-empty(instance('s')/root/item)", "3"),
    ]);
}

#[test]
fn what_cannot_be_understood_refuses_the_form() {
    for (expression, words) in [
        ("cast-to-nothing(1)", "cast-to-nothing()"),
        ("1 +", "missing at the end"),
        ("'it''s'", "not expected"),
        ("pi(1)", "does not take 1 arguments"),
        ("instance('nowhere')/root", "no instance"),
        ("following::a", "following"),
        (
            "pulldata(., 'a', 'b', 'c')",
            "pulldata() needs the name of a list",
        ),
    ] {
        let refusal = Builder::new()
            .nodes("<a/>")
            .bind("/data/a", &format!("constraint=\"{expression}\""))
            .inputs(&["/data/a"])
            .refusal();
        assert!(refusal.contains(words), "{refusal}");
        assert!(
            refusal.contains("line 5: <bind nodeset=\"/data/a\">"),
            "{refusal}"
        );
    }
}
