//! The nine functions of ALSA that Maru calls, found in the library at run time. Its device `default` is that of
//! PulseAudio or PipeWire where those run.

use std::ffi::{CStr, c_char, c_int, c_long, c_uint, c_ulong, c_void};
use std::sync::OnceLock;

const NAME: &CStr = c"libasound.so.2";

/// `SND_PCM_FORMAT_S16` of a machine whose low bytes come first, and of one whose high bytes do.
const FORMAT: c_int = if cfg!(target_endian = "little") { 2 } else { 3 };
const INTERLEAVED: c_int = 3;
/// `SND_PCM_NONBLOCK`: a device that somebody else holds is busy, and not waited for.
const DO_NOT_WAIT: c_int = 1;
/// How much sound waits in the device, microseconds: what is stopped is dropped from it at once.
const LATENCY: c_uint = 80_000;

type OpenPcm = unsafe extern "C" fn(*mut *mut c_void, *const c_char, c_int, c_int) -> c_int;
type SetParams =
    unsafe extern "C" fn(*mut c_void, c_int, c_int, c_uint, c_uint, c_int, c_uint) -> c_int;
type SetNonblock = unsafe extern "C" fn(*mut c_void, c_int) -> c_int;
type Write = unsafe extern "C" fn(*mut c_void, *const c_void, c_ulong) -> c_long;
type Recover = unsafe extern "C" fn(*mut c_void, c_int, c_int) -> c_int;
type Act = unsafe extern "C" fn(*mut c_void) -> c_int;
/// The library's own is variadic; what stands behind the format is never looked at.
type ErrorHandler = unsafe extern "C" fn(*const c_char, c_int, *const c_char, c_int, *const c_char);

struct Library {
    open: OpenPcm,
    set_nonblock: SetNonblock,
    set_params: SetParams,
    write: Write,
    recover: Recover,
    drain: Act,
    drop: Act,
    close: Act,
}

impl Library {
    fn the_one() -> Result<&'static Library, String> {
        static ONE: OnceLock<Result<Library, String>> = OnceLock::new();
        ONE.get_or_init(Library::load)
            .as_ref()
            .map_err(Clone::clone)
    }

    fn load() -> Result<Library, String> {
        // SAFETY: the types are those of the library's header, the same since version 1.0; the library is never
        // closed, so the functions stay where they are.
        unsafe {
            let handle = libc::dlopen(NAME.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL);
            if handle.is_null() {
                return Err("ALSA is not installed (libasound2)".to_owned());
            }
            let find = |name: &CStr| {
                let found = libc::dlsym(handle, name.as_ptr());
                let missing = || format!("ALSA has no {}", name.to_string_lossy());
                (!found.is_null()).then_some(found).ok_or_else(missing)
            };
            let quiet = find(c"snd_lib_error_set_handler")?;
            let quiet = std::mem::transmute::<
                *mut c_void,
                unsafe extern "C" fn(Option<ErrorHandler>) -> c_int,
            >(quiet);
            quiet(Some(say_nothing));
            let act = |name| find(name).map(|found| std::mem::transmute::<*mut c_void, Act>(found));
            Ok(Library {
                open: std::mem::transmute::<*mut c_void, OpenPcm>(find(c"snd_pcm_open")?),
                set_nonblock: std::mem::transmute::<*mut c_void, SetNonblock>(find(
                    c"snd_pcm_nonblock",
                )?),
                set_params: std::mem::transmute::<*mut c_void, SetParams>(find(
                    c"snd_pcm_set_params",
                )?),
                write: std::mem::transmute::<*mut c_void, Write>(find(c"snd_pcm_writei")?),
                recover: std::mem::transmute::<*mut c_void, Recover>(find(c"snd_pcm_recover")?),
                drain: act(c"snd_pcm_drain")?,
                drop: act(c"snd_pcm_drop")?,
                close: act(c"snd_pcm_close")?,
            })
        }
    }
}

unsafe extern "C" fn say_nothing(
    _file: *const c_char,
    _line: c_int,
    _function: *const c_char,
    _error: c_int,
    _format: *const c_char,
) {
}

/// An open sound device that takes one channel of 16 bits.
pub(super) struct Device {
    library: &'static Library,
    pcm: *mut c_void,
}

impl Device {
    /// Opens the computer's usual device at so many samples a second; or tells why not.
    pub fn open(rate: u32) -> Result<Device, String> {
        let library = Library::the_one()?;
        let mut pcm = std::ptr::null_mut();
        // SAFETY: the name ends with a NUL; 0 asks for playback. What is opened is closed by Drop.
        let opened = unsafe { (library.open)(&raw mut pcm, c"default".as_ptr(), 0, DO_NOT_WAIT) };
        if opened == -libc::EBUSY {
            return Err("another program has the sound device".to_owned());
        }
        if opened < 0 || pcm.is_null() {
            return Err(format!("there is no sound device (ALSA {opened})"));
        }
        let device = Device { library, pcm };
        // SAFETY: the device is open; 0 lets writing wait for room.
        let waits = unsafe { (library.set_nonblock)(device.pcm, 0) };
        if waits < 0 {
            return Err(format!("the sound device does not wait (ALSA {waits})"));
        }
        // SAFETY: the device is open; the library resamples where the device has not this rate.
        let set =
            unsafe { (library.set_params)(device.pcm, FORMAT, INTERLEAVED, 1, rate, 1, LATENCY) };
        if set < 0 {
            return Err(format!("the sound device takes no speech (ALSA {set})"));
        }
        Ok(device)
    }

    /// Hands on sound, waiting until there is room. `false` if the device is gone.
    pub fn write(&mut self, samples: &[i16]) -> bool {
        let mut rest = samples;
        while !rest.is_empty() {
            // SAFETY: so many frames of one channel lie there.
            let written = unsafe {
                (self.library.write)(self.pcm, rest.as_ptr().cast(), rest.len() as c_ulong)
            };
            match usize::try_from(written) {
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(_) => {
                    // It ran dry, or the computer slept.
                    let error = c_int::try_from(written).unwrap_or(c_int::MIN);
                    // SAFETY: the device is open.
                    if unsafe { (self.library.recover)(self.pcm, error, 1) } < 0 {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// Waits until all was heard.
    pub fn finish(&mut self) {
        // SAFETY: the device is open.
        unsafe { (self.library.drain)(self.pcm) };
    }

    /// Is silent at once.
    pub fn silence(&mut self) {
        // SAFETY: the device is open.
        unsafe { (self.library.drop)(self.pcm) };
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        // SAFETY: it was opened, and is not used any more.
        unsafe { (self.library.close)(self.pcm) };
    }
}
