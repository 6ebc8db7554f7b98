//! The six functions of liblouis that Maru calls, found in the library at run time.

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::units::{Buffer, UnitSize};

/// The names under which the library is looked for: Debian's package first, then that of a development package.
const NAMES: [&CStr; 2] = [c"liblouis.so.20", c"liblouis.so"];

/// lou_translate and lou_backTranslate: table list, input, its length, output, its length, type forms, spacing,
/// output places, input places, cursor, mode.
type Translate = unsafe extern "C" fn(
    *const c_char,
    *const c_void,
    *mut c_int,
    *mut c_void,
    *mut c_int,
    *mut u16,
    *mut c_char,
    *mut c_int,
    *mut c_int,
    *mut c_int,
    c_int,
) -> c_int;

type LogCallback = unsafe extern "C" fn(c_int, *const c_char);

/// The functions, all of one library that stays loaded to the end.
#[derive(Debug)]
pub(super) struct Library {
    translate: Translate,
    back_translate: Translate,
    check_table: unsafe extern "C" fn(*const c_char) -> c_int,
    version: unsafe extern "C" fn() -> *const c_char,
    unit_size: UnitSize,
    /// The library has one cache of tables and is not made for threads.
    alone: Mutex<()>,
}

/// What came out of a translation.
#[derive(Debug)]
pub(super) struct Raw {
    pub output: Buffer,
    pub consumed: usize,
    pub output_places: Vec<c_int>,
    pub input_places: Vec<c_int>,
}

impl Library {
    /// Gives the library of this process, loading it the first time; or why it cannot be had.
    pub fn the_one() -> Result<&'static Library, String> {
        static ONE: OnceLock<Result<Library, String>> = OnceLock::new();
        ONE.get_or_init(Library::load)
            .as_ref()
            .map_err(Clone::clone)
    }

    fn load() -> Result<Library, String> {
        let opened = NAMES.iter().find_map(|name| open(name));
        let handle = opened.ok_or("it is not installed")?;
        // SAFETY: the types are those of the library's header, the same since version 3.0; the handle is
        // never closed, so the functions stay where they are.
        unsafe {
            let translate =
                std::mem::transmute::<*mut c_void, Translate>(find(handle, c"lou_translate")?);
            let back = find(handle, c"lou_backTranslate")?;
            let back_translate = std::mem::transmute::<*mut c_void, Translate>(back);
            let check = find(handle, c"lou_checkTable")?;
            let check_table = std::mem::transmute::<
                *mut c_void,
                unsafe extern "C" fn(*const c_char) -> c_int,
            >(check);
            let version = find(handle, c"lou_version")?;
            let version = std::mem::transmute::<*mut c_void, unsafe extern "C" fn() -> *const c_char>(
                version,
            );
            let size = find(handle, c"lou_charSize")?;
            let size = std::mem::transmute::<*mut c_void, unsafe extern "C" fn() -> c_int>(size);
            let quiet = find(handle, c"lou_registerLogCallback")?;
            let quiet = std::mem::transmute::<*mut c_void, unsafe extern "C" fn(Option<LogCallback>)>(
                quiet,
            );
            quiet(Some(say_nothing));
            let unit_size = match size() {
                2 => UnitSize::Narrow,
                4 => UnitSize::Wide,
                other => return Err(format!("its characters have {other} bytes")),
            };
            Ok(Library {
                translate,
                back_translate,
                check_table,
                version,
                unit_size,
                alone: Mutex::new(()),
            })
        }
    }

    pub fn unit_size(&self) -> UnitSize {
        self.unit_size
    }

    pub fn version(&self) -> String {
        // SAFETY: the library answers with a string of its own that stays.
        let text = unsafe { CStr::from_ptr((self.version)()) };
        text.to_string_lossy().into_owned()
    }

    /// Reads the table, or finds it among those that were read.
    pub fn check_table(&self, table: &CString) -> bool {
        let _alone = self.lock();
        // SAFETY: the name ends with a NUL and lives through the call; nobody else is in the library.
        unsafe { (self.check_table)(table.as_ptr()) != 0 }
    }

    pub fn translate(
        &self,
        table: &CString,
        input: &Buffer,
        room: usize,
        mode: i32,
    ) -> Option<Raw> {
        self.call(self.translate, table, input, room, mode)
    }

    pub fn back_translate(
        &self,
        table: &CString,
        input: &Buffer,
        room: usize,
        mode: i32,
    ) -> Option<Raw> {
        self.call(self.back_translate, table, input, room, mode)
    }

    fn call(
        &self,
        function: Translate,
        table: &CString,
        input: &Buffer,
        room: usize,
        mode: i32,
    ) -> Option<Raw> {
        let mut output = Buffer::zeroed(self.unit_size, room);
        // Back-translation writes places for as many units as either side may have.
        let places = room.max(input.len());
        let mut output_places: Vec<c_int> = vec![0; places];
        let mut input_places: Vec<c_int> = vec![0; places];
        let mut input_length = c_int::try_from(input.len()).ok()?;
        let mut output_length = c_int::try_from(room).ok()?;
        let input_start: *const c_void = match input {
            Buffer::Narrow(units) => units.as_ptr().cast(),
            Buffer::Wide(units) => units.as_ptr().cast(),
        };
        let output_start: *mut c_void = match &mut output {
            Buffer::Narrow(units) => units.as_mut_ptr().cast(),
            Buffer::Wide(units) => units.as_mut_ptr().cast(),
        };
        let alone = self.lock();
        // SAFETY: the buffers have the library's unit size and at least the lengths that are given, and live
        // through the call; the parts that may be absent are null; nobody else is in the library.
        let answer = unsafe {
            function(
                table.as_ptr(),
                input_start,
                &raw mut input_length,
                output_start,
                &raw mut output_length,
                std::ptr::null_mut(),
                std::ptr::null_mut(),
                output_places.as_mut_ptr(),
                input_places.as_mut_ptr(),
                std::ptr::null_mut(),
                mode,
            )
        };
        drop(alone);
        let written = usize::try_from(output_length).ok()?;
        output.truncate(written);
        let consumed = usize::try_from(input_length).ok()?;
        (answer != 0).then_some(Raw {
            output,
            consumed,
            output_places,
            input_places,
        })
    }

    fn lock(&self) -> MutexGuard<'_, ()> {
        self.alone.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the library would log may hold somebody's words, and it would go to the terminal.
unsafe extern "C" fn say_nothing(_level: c_int, _message: *const c_char) {}

fn open(name: &CStr) -> Option<*mut c_void> {
    // SAFETY: the name ends with a NUL; liblouis has no code that runs when it is loaded.
    let handle = unsafe { libc::dlopen(name.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
    (!handle.is_null()).then_some(handle)
}

fn find(handle: *mut c_void, name: &CStr) -> Result<*mut c_void, String> {
    // SAFETY: the handle is that of a library that was opened and is never closed.
    let place = unsafe { libc::dlsym(handle, name.as_ptr()) };
    if place.is_null() {
        return Err(format!("it has no {}", name.to_string_lossy()));
    }
    Ok(place)
}
