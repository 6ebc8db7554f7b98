//! A city's server, as ODK Central behaves, strict, on the loopback; with faults that can be switched on.
//!
//! It answers OpenRosa's form list, form, manifest, media and submission exactly as was observed of ODK Central
//! (accepting what Central accepts, refusing what it refuses), and keeps what it was sent in a database on disk.
//! It is a stand-in for tests and for showing Maru around: no users, no projects but one; entity lists are written by
//! whoever runs it, not by submissions. Like Central it takes what is encrypted, rightly or wrongly, without a look
//! inside; `decrypt` opens it.

mod answer;
mod archive;
mod entities;
mod fault;
mod forms;
mod gate;
mod listener;
mod receive;
mod submission_xml;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::get;
use tokio::sync::oneshot;

pub use archive::Stored;
pub use fault::{Fault, On};
pub use forms::{FormOffer, FormState};
pub use gate::{Access, Logged};

use archive::Archive;
use fault::FaultPlan;
use listener::{Cutter, CuttingListener};

/// How a city's server is started.
#[derive(Debug)]
pub struct Options {
    /// Where what is sent is kept; made if need be.
    pub dir: PathBuf,
    /// The address it listens at.
    pub host: IpAddr,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// The forms it offers; a later one of the same identifier is a newer version.
    pub forms: Vec<FormOffer>,
    /// Who may come in.
    pub access: Access,
    /// The host that stands in the addresses of lists, if the server believes to have another name than it has.
    pub domain: Option<String>,
    /// How many bytes it says that it takes in one POST; like Central, it takes more.
    pub accept_bytes: u64,
    /// Called for every submission that is stored for the first time.
    pub on_stored: Option<fn(&Stored)>,
}

impl Options {
    /// A server without forms, open to everybody.
    pub fn new(dir: impl Into<PathBuf>) -> Options {
        let dir = dir.into();
        Options {
            dir,
            host: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            forms: vec![],
            access: Access::Everybody,
            domain: None,
            accept_bytes: 100_000_000,
            on_stored: None,
        }
    }
}

/// A running server; it ends when this is dropped.
#[derive(Debug)]
pub struct CityServer {
    city: Arc<City>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What all requests share.
#[derive(Debug)]
pub(crate) struct City {
    archive: Mutex<Archive>,
    forms: Mutex<Vec<FormOffer>>,
    entities: Mutex<BTreeMap<String, entities::EntityList>>,
    nonces: Mutex<gate::Nonces>,
    fault: Mutex<FaultPlan>,
    log: Mutex<Vec<Logged>>,
    access: Access,
    base_url: String,
    accept_bytes: u64,
    on_stored: Option<fn(&Stored)>,
}

/// What stands in a path or query, by name.
pub(crate) type Words = BTreeMap<String, String>;

/// Takes a lock even when a test that held it has panicked.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl CityServer {
    /// Starts a server on a thread of its own; what was sent to an earlier one in the same folder is still there.
    pub fn start(options: Options) -> std::io::Result<CityServer> {
        let archive = Archive::open(&options.dir).map_err(std::io::Error::other)?;
        let socket = std::net::TcpListener::bind((options.host, options.port))?;
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        let host = options
            .domain
            .unwrap_or_else(|| format!("http://{address}"));
        let city = Arc::new(City {
            archive: Mutex::new(archive),
            forms: Mutex::new(options.forms),
            entities: Mutex::default(),
            nonces: Mutex::default(),
            fault: Mutex::new(FaultPlan::default()),
            log: Mutex::new(vec![]),
            base_url: format!("{host}{}", options.access.base_path()),
            access: options.access,
            accept_bytes: options.accept_bytes,
            on_stored: options.on_stored,
        });
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let router = router(&city);
        let thread = std::thread::Builder::new()
            .name("city-server".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    let Ok(listener) = tokio::net::TcpListener::from_std(socket) else {
                        return;
                    };
                    let service = router.into_make_service_with_connect_info::<Cutter>();
                    let serve = axum::serve(CuttingListener(listener), service);
                    // Stopping is abrupt, as when the power of a server fails.
                    tokio::select! {
                        _ = serve => {}
                        _ = stopped => {}
                    }
                });
            })?;
        Ok(CityServer {
            city,
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The address for the account of a client.
    pub fn base_url(&self) -> String {
        format!("http://{}{}", self.address, self.city.access.base_path())
    }

    /// Returns what was sent and stored, the oldest first.
    pub fn submissions(&self) -> Vec<Stored> {
        lock(&self.city.archive)
            .all()
            .expect("the archive of the stand-in can be read")
    }

    /// Returns all requests so far.
    pub fn requests(&self) -> Vec<Logged> {
        lock(&self.city.log).clone()
    }

    /// Does this to every request from now on.
    pub fn set_fault(&self, fault: Fault) {
        *lock(&self.city.fault) = FaultPlan::always(fault);
    }

    /// Does this to the next so many requests of a kind.
    pub fn plan_fault(&self, fault: Fault, on: On, times: u32) {
        self.plan_fault_after(0, fault, on, times);
    }

    /// Lets so many requests of a kind pass, and does this to so many after them.
    pub fn plan_fault_after(&self, spared: u32, fault: Fault, on: On, times: u32) {
        *lock(&self.city.fault) = FaultPlan::times(spared, fault, on, times);
    }

    /// Offers another form, or a new version of one.
    pub fn publish(&self, form: FormOffer) {
        lock(&self.city.forms).push(form);
    }

    /// Opens or closes a form.
    pub fn set_form_state(&self, form_id: &str, state: FormState) {
        for form in lock(&self.city.forms)
            .iter_mut()
            .filter(|form| form.form_id == form_id)
        {
            form.state = state;
        }
    }

    /// Ends the server, and waits until its port is free.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for CityServer {
    fn drop(&mut self) {
        self.end();
    }
}

fn router(city: &Arc<City>) -> Router {
    let project = Router::new()
        .route("/formList", get(forms::form_list))
        .route("/forms/{file}", get(forms::form))
        .route("/forms/{form_id}/manifest", get(forms::manifest))
        .route("/forms/{form_id}/attachments/{name}", get(forms::media))
        .route("/datasets/{list}/integrity", get(entities::integrity))
        .route(
            "/submission",
            get(receive::may_submit).post(receive::submit),
        );
    // From the inside out: the gate, then what a network does to a request.
    Router::new()
        .nest("/v1/projects/1", project.clone())
        .nest("/v1/key/{token}/projects/1", project)
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(city.clone(), gate::guard))
        .layer(middleware::from_fn_with_state(city.clone(), fault::meddle))
        .with_state(city.clone())
}
