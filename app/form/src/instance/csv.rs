//! Comma-separated values (RFC 4180) as `root/item/column`.
//!
//! The specification leaves much open; so:
//!
//! | case | here | as |
//! |---|---|---|
//! | a semicolon in the header | it is the separator | JavaRosa |
//! | spaces around a column's name; in a value | trimmed; kept | Enketo; the specification's issue 351 |
//! | a column without a name | left out | own: JavaRosa refuses the file |
//! | a name that is no XML name | kept, though no path leads to it | JavaRosa |
//! | two columns of one name | two elements | Web Forms |
//! | a blank line; a row of blank cells at the end | no item | all; Web Forms |
//! | a short row; a long one | filled up; cut off | JavaRosa |

use std::io::Read as _;

use csv::{Position, ReaderBuilder, StringRecord};

use super::rows::{CELLS_MAX, Rows, too_many};
use super::{Instance, NAMES_MAX, Namer, Read, counted};
use crate::tree::Names;

/// Put behind the text it comes back as a row of its own, unless a quotation is still open.
const LAST_ROW: &str = "\n\0";

/// Reads rows under a header.
pub(super) fn read(bytes: &[u8], names: &mut Names) -> Result<Read, String> {
    let text = super::text_of(bytes)?;
    let mut lines = text.split(['\r', '\n']);
    let header = lines.find(|line| !line.is_empty()).unwrap_or_default();
    // By what the header has: spreadsheets write any of these.
    let separators = [';', ',', '\t', '|'];
    let separator = separators.into_iter().find(|&own| header.contains(own));
    let separator = separator.map_or(b',', |own| own as u8);
    // The parser would note every cell of a row before they could be counted.
    if text.bytes().filter(|&byte| byte == separator).count() > 2 * CELLS_MAX {
        return Err(too_many(2 * CELLS_MAX, "separators"));
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes().chain(LAST_ROW.as_bytes()));
    let mut row = StringRecord::new();

    let mut namer = Namer::new(names);
    next(&mut reader, &mut row)?;
    let columns = columns(&row, &mut namer)?;
    let width = row.len();
    let mut remarks = header_remarks(&columns, width);
    remarks.extend(namer.remark());

    let mut rows = Rows::default();
    let mut longer: Option<(u64, usize)> = None;
    while let Some(line) = next(&mut reader, &mut row)? {
        rows.push(
            columns
                .iter()
                .map(|&(column, name)| (name, row.get(column).unwrap_or_default())),
        )?;
        if row.iter().skip(width).any(|cell| !cell.is_empty()) {
            longer.get_or_insert((line, 0)).1 += 1;
        }
    }
    rows.drop_blank_end();
    remarks.extend(rows.remark());
    remarks.extend(longer.map(|(line, count)| {
        format!(
            "line {line}: {} longer than the header, and the rest is left out; quote values that hold the separator",
            counted(count, "row is", "rows are")
        )
    }));
    let shape = rows.into_shape(namer.intern("root")?, namer.intern("item")?)?;
    Ok(Read {
        instance: Instance::new(shape),
        remarks,
    })
}

/// Reads a row and tells its line, or that there are no more.
fn next(
    reader: &mut csv::Reader<impl std::io::Read>,
    row: &mut StringRecord,
) -> Result<Option<u64>, String> {
    reader
        .read_record(row)
        .map_err(|error| format!("it cannot be read: {error}; save it as CSV again"))?;
    let last_cell = row.iter().next_back().unwrap_or_default();
    if row.len() == 1 && LAST_ROW.strip_prefix('\n') == Some(last_cell) {
        row.clear();
        return Ok(None);
    }
    let line = row.position().map_or(0, Position::line);
    if last_cell.ends_with(LAST_ROW) {
        return Err(format!(
            "line {line}: a quotation mark is not closed; close it, or double one that belongs to the text"
        ));
    }
    Ok(Some(line))
}

/// Which cells of a row are read, and their names.
fn columns(header: &StringRecord, namer: &mut Namer) -> Result<Vec<(usize, u32)>, String> {
    let mut columns = Vec::new();
    for (column, name) in header.iter().map(str::trim).enumerate() {
        if !name.is_empty() {
            columns.push((column, namer.intern(name)?));
        }
        if columns.len() > NAMES_MAX {
            return Err(too_many(NAMES_MAX, "columns"));
        }
    }
    if columns.is_empty() {
        return Err("it names no columns; name them in the first line".to_string());
    }
    Ok(columns)
}

fn header_remarks(columns: &[(usize, u32)], width: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    let nameless = width - columns.len();
    if nameless > 0 {
        let nameless = counted(
            nameless,
            "column without a name is",
            "columns without a name are",
        );
        remarks.push(format!(
            "{nameless} left out; name what is needed in the first line"
        ));
    }
    let mut numbers: Vec<u32> = columns.iter().map(|&(_, name)| name).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let repeated = columns.len() - numbers.len();
    if repeated > 0 {
        let repeated = counted(repeated, "column has", "columns have");
        remarks.push(format!(
            "{repeated} the name of another; give each a name of its own"
        ));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The columns and then the rows, `|` between cells.
    fn table(text: &str) -> Vec<String> {
        let mut names = Names::default();
        let instance = read(text.as_bytes(), &mut names).unwrap().instance;
        let root = 0;
        assert_eq!(names.name(instance.name(root)), "root");
        let mut lines = Vec::new();
        for item in instance.children(root) {
            assert_eq!(names.name(instance.name(item)), "item");
            let line = |cell: &dyn Fn(u32) -> String| {
                let cells: Vec<String> = instance.children(item).map(cell).collect();
                cells.join("|")
            };
            if lines.is_empty() {
                lines.push(line(&|cell| names.name(instance.name(cell)).to_string()));
            }
            lines.push(line(&|cell| instance.text(cell).to_string()));
        }
        lines
    }

    #[test]
    fn reads_rows_as_the_world_writes_them() {
        for (text, expected) in [
            ("name,label\na,A\nb,B", &["name|label", "a|A", "b|B"][..]),
            ("\u{feff}name,label\r\na,A\r\n", &["name|label", "a|A"]),
            ("name,label\ra,A;B\rb,B\r", &["name|label", "a|A;B", "b|B"]),
            ("name;label\na;\"A, B\"\n", &["name|label", "a|A, B"]),
            (
                "name,label\na,\"A \"\"1\"\",\nline\"\n",
                &["name|label", "a|A \"1\",\nline"],
            ),
            (" name ,\tlabel\n a ,  \n", &["name|label", " a |  "]),
            ("name,,label,\na,x,A,y\n", &["name|label", "a|A"]),
            (
                "name,label,city\na\nb,B,c,d,e\n",
                &["name|label|city", "a||", "b|B|c"],
            ),
            ("name,v,v\na,1,2\n", &["name|v|v", "a|1|2"]),
            (
                "name,label::한국어 (ko)\na,가\n",
                &["name|label::한국어 (ko)", "a|가"],
            ),
            (
                "\n\nname,label\n\n\na,A\n\n,\nb,B\n,\n,\n\n",
                &["name|label", "a|A", "|", "b|B"],
            ),
            ("name,label\na,5\" pipe\n", &["name|label", "a|5\" pipe"]),
            ("name\n\"a\n\"", &["name", "a\n"]),
            ("name\n\u{7}a\n", &["name", "a"]),
            ("name,label\n", &[]),
        ] {
            assert_eq!(table(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_line_and_cure() {
        for (text, problem) in [
            ("", "it names no columns; name them"),
            ("\n \n", "it names no columns"),
            (",,\na,b,c\n", "it names no columns"),
            (
                "name,label\na,A\nb,\"B\nc,C\n",
                "line 3: a quotation mark is not closed; ",
            ),
            ("name,\"label\na,A\n", "line 1: a quotation mark"),
            ("name\n\"", "line 2: a quotation mark"),
            (
                &"a,".repeat(NAMES_MAX + 1),
                "it has more than 10000 columns; ",
            ),
            (
                &",".repeat(2 * CELLS_MAX + 1),
                "it has more than 10000000 separators; ",
            ),
        ] {
            let error = read(text.as_bytes(), &mut Names::default()).unwrap_err();
            assert!(error.starts_with(problem), "{text:?}: {error}");
        }
    }

    #[test]
    fn what_is_left_out_is_said() {
        for (text, remarks) in [
            ("name,label\na\nb,B,\n", &[][..]),
            (
                "name,,\na,A\n",
                &["2 columns without a name are left out; "],
            ),
            (
                "name,a b\n",
                &["1 column name cannot be used in a form, such as \"a b\"; "],
            ),
            ("n,n,n\n", &["2 columns have the name of another; "]),
            (
                "name\na\nb,B\nc,C\n",
                &["line 3: 2 rows are longer than the header, "],
            ),
            ("name\na\0\n", &["1 cell held control characters, "]),
        ] {
            let read = read(text.as_bytes(), &mut Names::default()).unwrap();
            assert_eq!(read.remarks.len(), remarks.len(), "{:?}", read.remarks);
            for (said, expected) in read.remarks.iter().zip(remarks) {
                assert!(said.starts_with(expected), "{said}");
            }
        }
    }
}
