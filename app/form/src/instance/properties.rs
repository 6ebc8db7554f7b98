//! What holds for any instance, however it is kept.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::{Column, Instance, Key, Shape};
use crate::tree::{Names, Tree, without_space_around};
use crate::xpath::value::text_number;

/// The same XML as a tree, the way a form's own instances are kept.
fn tree_of(xml: &str, names: &mut Names) -> Instance {
    let document = roxmltree::Document::parse(xml).unwrap();
    Instance::from(Tree::copy_written(document.root_element(), names))
}

/// All that can be asked of a node.
fn seen(instance: &Instance, index: u32) -> impl PartialEq + std::fmt::Debug + '_ {
    (
        instance.name(index),
        (instance.prefix(index), instance.namespace(index)),
        (instance.parent(index), instance.end(index)),
        (instance.is_attribute(index), instance.text(index)),
        instance.members(index).collect::<Vec<u32>>(),
        instance.children(index).collect::<Vec<u32>>(),
    )
}

fn assert_alike(one: &Instance, other: &Instance) {
    assert_eq!(one.len(), other.len());
    for index in 0..one.len() {
        assert_eq!(seen(one, index), seen(other, index), "node {index}");
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\r', "&#13;")
}

/// Texts that are or nearly are numbers, dates and each other.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "",
            "a",
            "ab",
            "abcdefghijklmno",
            "abcdefghijklmnop",
            "abcdefghijklmnopq",
            "abcdefghijklmno\n",
            "0",
            "-0",
            "1",
            "01",
            "1.0",
            " 1 ",
            "1e0",
            ".5",
            "0.50",
            "NaN",
            "Infinity",
            "-",
            "18262",
            "2020-01-01",
            "2020-01-01T00:00:00Z",
            "2020-01-01T09:00:00+09:00",
        ])
        .prop_map(str::to_string),
        "[a-c<&\"',; \n가]{0,4}",
    ]
}

/// Columns, which may share a name, and rows.
fn grid(most_rows: usize) -> impl Strategy<Value = (Vec<&'static str>, Vec<Vec<String>>)> {
    prop::collection::vec(prop::sample::select(vec!["name", "label", "v"]), 1..5).prop_flat_map(
        move |columns| {
            let row = prop::collection::vec(cell(), columns.len());
            (Just(columns), prop::collection::vec(row, 1..most_rows))
        },
    )
}

fn grid_xml(columns: &[&str], rows: &[Vec<String>], between: &str) -> String {
    let mut xml = format!("<root>{between}");
    for row in rows {
        xml.push_str("<item>");
        for (column, text) in columns.iter().zip(row) {
            xml.push_str(&format!("{between}<{column}>{}</{column}>", escaped(text)));
        }
        xml.push_str(&format!("{between}</item>"));
    }
    xml + "</root>"
}

/// XML with attributes, prefixes and nesting.
fn any_xml() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["item", "name", "p:name", "v"]);
    let leaf = (name.clone(), cell())
        .prop_map(|(name, text)| format!("<{name}>{}</{name}>", escaped(&text)));
    let inner = leaf.prop_recursive(4, 40, 6, move |inner| {
        (
            name.clone(),
            prop::option::of(cell()),
            prop::collection::vec(inner, 0..6),
        )
            .prop_map(|(name, attribute, children)| {
                let attribute = attribute.map_or(String::new(), |text| {
                    format!(" name=\"{}\"", escaped(&text).replace('"', "&quot;"))
                });
                format!("<{name}{attribute}> {}<!-- --></{name}>", children.concat())
            })
    });
    prop::collection::vec(inner, 0..6)
        .prop_map(|children| format!("<root xmlns:p=\"urn:p\">{}</root>", children.concat()))
}

/// What a lookup stands for.
fn filtered(
    instance: &Instance,
    parent: u32,
    item: u32,
    column: Column,
    wanted: Key,
    zone: &TimeZone,
) -> Vec<u32> {
    let (name, is_attribute) = match column {
        Column::Child(name) => (name, false),
        Column::Attribute(name) => (name, true),
    };
    let equals = |node: u32| match wanted {
        Key::Text(text) => instance.text(node) == text,
        Key::Number(number) => text_number(instance.text(node), zone) == number,
    };
    let passes = |child: u32| {
        instance.members(child).any(|node| {
            instance.name(node) == name
                && instance.is_attribute(node) == is_attribute
                && equals(node)
        })
    };
    instance
        .children(parent)
        .filter(|&child| instance.name(child) == item && passes(child))
        .collect()
}

fn assert_lookups(instance: &Instance, names: &mut Names) {
    let seoul = TimeZone::fixed(jiff::tz::offset(9));
    let item = names.intern("item");
    let name = names.intern("name");
    let texts: Vec<&str> = (0..instance.len())
        .map(|index| instance.text(index))
        .collect();
    let numbers = [0.0, -0.0, 1.0, 0.5, 18262.0, f64::NAN, f64::INFINITY];
    let keys = texts.into_iter().chain(["missing"]).map(Key::Text);
    for wanted in keys.chain(numbers.map(Key::Number)) {
        for column in [Column::Child(name), Column::Attribute(name)] {
            for parent in [0, instance.len() / 2] {
                let expected = filtered(instance, parent, item, column, wanted, &seoul);
                let found = instance.lookup(parent, item, column, wanted);
                assert_eq!(found, Some(&expected[..]), "{wanted:?} {column:?} {parent}");
            }
        }
    }
}

proptest! {
    #[test]
    fn a_table_is_walked_like_the_tree_of_the_same_xml((columns, rows) in grid(6), between in "[ \n]{0,2}") {
        let xml = grid_xml(&columns, &rows, &between);
        let mut names = Names::default();
        let table = Instance::from_xml(xml.as_bytes(), &mut names).unwrap().instance;
        prop_assert!(matches!(table.shape, Shape::Table(_)));
        assert_alike(&table, &tree_of(&xml, &mut names));
    }

    #[test]
    fn values_in_a_csv_are_those_of_the_same_xml((columns, mut rows) in grid(6)) {
        for cell in rows.iter_mut().flatten() {
            *cell = without_space_around(cell).to_string();
        }
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(","));
        let csv = format!("{}\n{}\n\"end\"", columns.join(","), lines.collect::<Vec<_>>().join("\n"));
        let mut end = vec![String::new(); columns.len()];
        end[0] = "end".to_string();
        let rows = [rows, vec![end]].concat();
        let mut names = Names::default();
        let table = Instance::from_csv(csv.as_bytes(), &mut names).unwrap().instance;
        assert_alike(&table, &tree_of(&grid_xml(&columns, &rows, ""), &mut names));
    }

    #[test]
    fn any_xml_is_the_tree_of_it(xml in any_xml()) {
        let mut names = Names::default();
        let read = Instance::from_xml(xml.as_bytes(), &mut names).unwrap().instance;
        assert_alike(&read, &tree_of(&xml, &mut names));
    }

    #[test]
    fn a_lookup_finds_what_a_filter_keeps((columns, rows) in grid(12), irregular in any_xml()) {
        for xml in [grid_xml(&columns, &rows, ""), irregular] {
            let mut names = Names::default();
            let instance = Instance::from_xml(xml.as_bytes(), &mut names).unwrap().instance;
            assert_lookups(&instance, &mut names);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let mut names = Names::default();
        for read in [Instance::from_csv, Instance::from_geojson, Instance::from_xml] {
            if let Ok(read) = read(&bytes, &mut names) {
                for index in 0..read.instance.len() {
                    seen(&read.instance, index);
                }
            }
        }
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[,;\"\n{}<>a1\\[]{0,4}"), 1..4),
    ) {
        let csv = "name,label,v\na,\"A, b\",1\nb,B,2\n";
        let geojson = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"v":1}}]}"#;
        let xml = "<root><item><name>a</name><v>1</v></item><item><name>b</name><v>2</v></item></root>";
        type Reader = fn(&[u8], &mut Names) -> Result<super::Read, String>;
        let files: [(&str, Reader); 3] =
            [(csv, Instance::from_csv), (geojson, Instance::from_geojson), (xml, Instance::from_xml)];
        for (text, read) in files {
            let mut text = text.to_string();
            for (from, length, by) in &cuts {
                let from = from.index(text.len() + 1);
                let to = (from + length.index(9)).min(text.len());
                text.replace_range(from..to, by);
            }
            let mut names = Names::default();
            if let Ok(read) = read(text.as_bytes(), &mut names) {
                assert_lookups(&read.instance, &mut names);
            }
        }
    }
}

#[test]
fn a_number_that_depends_on_the_place_is_left_to_the_caller() {
    let mut names = Names::default();
    let csv = b"name,v\na,2020-01-01T09:00\nb,18262\n";
    let instance = Instance::from_csv(csv, &mut names).unwrap().instance;
    let (item, v) = (names.intern("item"), Column::Child(names.intern("v")));
    assert_eq!(instance.lookup(0, item, v, Key::Number(18262.0)), None);
    assert_eq!(
        instance.lookup(0, item, v, Key::Text("18262")),
        Some(&[4][..])
    );
}

#[test]
fn only_so_many_indexes_are_kept() {
    let mut names = Names::default();
    let instance = Instance::from_csv(b"name\na\n", &mut names)
        .unwrap()
        .instance;
    let item = names.intern("item");
    let answered = |column| {
        instance
            .lookup(0, item, Column::Child(column), Key::Text("a"))
            .is_some()
    };
    let columns = 100..120;
    assert_eq!(
        columns.clone().filter(|&column| answered(column)).count(),
        16
    );
    assert!(answered(100) && !answered(119));
}
