//! Whatever a server answers, the machine comes to an end and believes nothing untrue.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{client, submission};
use maru_sync::{Failure, Known, Method, Response, SyncEvent};
use proptest::prelude::*;

fn any_header() -> impl Strategy<Value = (String, String)> {
    let name = prop::sample::select(vec![
        "X-OpenRosa-Version",
        "Location",
        "ETag",
        "Retry-After",
        "X-OpenRosa-Accept-Content-Length",
    ]);
    let value = prop_oneof![
        "[ -~]{0,20}",
        Just("/again".to_owned()),
        Just("//evil.example/".to_owned()),
        Just("https://city.example/x".to_owned()),
        Just("18446744073709551616".to_owned()),
        Just("0".to_owned()),
    ];
    (name.prop_map(str::to_owned), value)
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let list = "<xforms xmlns='http://openrosa.org/xforms/xformsList'><xform><formID>a</formID>\
        <downloadUrl>x</downloadUrl><manifestUrl>http://[bad</manifestUrl></xform><xform><formID>b</formID>\
        <downloadUrl>y</downloadUrl><manifestUrl>z</manifestUrl></xform></xforms>";
    let manifest = "<manifest xmlns='http://openrosa.org/xforms/xformsManifest'><mediaFile><filename>m</filename>\
        <downloadUrl>m</downloadUrl></mediaFile></manifest>";
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        Just(common::receipt("ok").into_bytes()),
        Just(list.as_bytes().to_vec()),
        Just(manifest.as_bytes().to_vec()),
    ]
}

/// Status, headers and body.
type Parts = (u16, Vec<(String, String)>, Vec<u8>);

fn any_answer() -> impl Strategy<Value = Result<Parts, Failure>> {
    let status = prop_oneof![
        prop::sample::select(vec![
            200, 201, 202, 204, 301, 302, 304, 307, 401, 404, 409, 500
        ]),
        any::<u16>(),
    ];
    let response = (
        status,
        prop::collection::vec(any_header(), 0..4),
        any_body(),
    )
        .prop_map(Ok);
    prop_oneof![9 => response, 1 => Just(Err(Failure::CutShort))]
}

proptest! {
    #[test]
    fn ends_and_is_delivered_only_by_a_true_receipt(answers in prop::collection::vec(any_answer(), 1..30)) {
        let mut client = client();
        client.send(submission("uuid:1")).unwrap();
        client.refresh(Known::default());
        let mut delivered = 0;
        let mut receipts = 0;
        let mut ends = 0;
        for round in 0..400 {
            let Some(request) = client.next_request() else { break };
            prop_assert!(request.url.starts_with("https://city.example/"), "{}", request.url);
            let answer = answers[round % answers.len()].clone();
            if let (Method::Post, Ok((201 | 202, _, body))) = (request.method, &answer) {
                receipts += u32::from(*body == common::receipt("ok").into_bytes());
            }
            let final_url = request.url.clone();
            client.answer(request.id, answer.map(|(status, headers, body)| Response { status, headers, body, final_url }));
            while let Some(event) = client.poll_event() {
                match event {
                    SyncEvent::Submission { outcome, .. } => {
                        delivered += u32::from(outcome.is_ok());
                        ends += 1;
                    }
                    SyncEvent::RefreshEnded { .. } => ends += 1,
                    _ => {}
                }
            }
        }
        prop_assert!(client.is_idle());
        prop_assert_eq!(ends, 2);
        prop_assert_eq!(delivered, receipts);
    }
}
