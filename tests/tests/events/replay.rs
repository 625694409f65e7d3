//! What a client that comes back gets.

use folio::{
    App, Body, LastEventId, Problem, Replay, Service, State, Subscription, get,
    http::{Request, Response},
    routes,
};
use http_body_util::BodyExt;
use serde::Serialize;
use tower_service::Service as _;
use utoipa::ToSchema;

use crate::reader::{Dispatched, read};

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum News {
    Said { n: u64 },
}

#[get("/news")]
fn news(replay: State<Replay<News>>, last: LastEventId) -> Subscription<News> {
    replay.subscribe(&last)
}

fn service(replay: &Replay<News>) -> Service {
    let app = App::new("Events", "1").state(replay.clone());
    app.routes(routes![news]).build().unwrap()
}

/// A client that went on after an id.
async fn open(service: &Service, last: Option<&str>) -> Body {
    let mut request = Request::get("/news");
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    let request = request.body(Body::empty()).unwrap();
    let answer: Response<Body> = service.clone().call(request).await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.into_body()
}

/// What the next frame has for the program.
async fn next(body: &mut Body) -> Vec<Dispatched> {
    loop {
        let frame = body.frame().await.unwrap().unwrap();
        let events = read(std::str::from_utf8(frame.data_ref().unwrap()).unwrap()).events;
        if !events.is_empty() {
            return events;
        }
    }
}

/// The id that a browser has of the first frame, which tells it of nothing.
async fn opening(body: &mut Body) -> String {
    let frame = body.frame().await.unwrap().unwrap();
    let found = read(std::str::from_utf8(frame.data_ref().unwrap()).unwrap());
    assert_eq!(found.events, []);
    found.last_id
}

fn publish(replay: &Replay<News>, numbers: impl IntoIterator<Item = u64>) {
    for n in numbers {
        replay.publish(&News::Said { n }).unwrap();
    }
}

fn data(events: &[Dispatched]) -> Vec<&str> {
    events.iter().map(|event| event.data.as_str()).collect()
}

/// What is dispatched of these.
fn said(numbers: impl IntoIterator<Item = u64>) -> Vec<String> {
    let said = numbers.into_iter().map(|n| format!("{{\"n\":{n}}}"));
    said.collect()
}

#[tokio::test]
async fn a_new_client_gets_what_comes() {
    let replay = Replay::new(10);
    publish(&replay, 1..=3);
    let service = service(&replay);
    let mut body = open(&service, None).await;
    publish(&replay, 4..=5);
    let events = next(&mut body).await;
    assert_eq!(data(&events), said(4..=5));
    assert!(events.iter().all(|event| event.name == "said"));
}

/// Wherever a client was cut off, it gets the rest, once and in order; the oldest are gone.
#[tokio::test]
async fn who_comes_back_gets_exactly_what_was_missed() {
    let replay = Replay::new(10);
    let first = service(&replay);
    let mut body = open(&first, None).await;
    publish(&replay, 1..=10);
    let ids: Vec<String> = next(&mut body).await.into_iter().map(|e| e.id).collect();
    assert_eq!(ids.len(), 10);
    // The first five are dropped: a client that has the fifth misses nothing yet.
    publish(&replay, 11..=15);
    for (index, id) in ids.iter().enumerate() {
        let service = service(&replay);
        let mut body = open(&service, Some(id)).await;
        let events = next(&mut body).await;
        let got = index as u64 + 1;
        if got < 5 {
            assert_eq!(events[0].name, "gap", "{got}");
            assert_eq!(events[0].data, format!("{{\"missed\":{}}}", 5 - got));
            assert_eq!(events[0].id, ids[4]);
            assert_eq!(data(&events[1..]), said(6..=15), "{got}");
        } else {
            assert_eq!(data(&events), said(got + 1..=15), "{got}");
        }
    }
}

/// Whoever is cut off before the first event has an id to come back with.
#[tokio::test]
async fn who_has_got_nothing_yet_loses_nothing() {
    let replay = Replay::new(10);
    let service = service(&replay);
    for published in [0, 3] {
        publish(&replay, 1..=published);
        let id = opening(&mut open(&service, None).await).await;
        assert_eq!(id, replay.last_id().get().unwrap());
        publish(&replay, 7..=8);
        let events = next(&mut open(&service, Some(&id)).await).await;
        assert_eq!(data(&events), said(7..=8), "{published}");
        // In the next process nobody knows what happened in between.
        let restarted = Replay::new(10);
        publish(&restarted, 1..=1);
        let events = next(&mut open(&self::service(&restarted), Some(&id)).await).await;
        assert_eq!(events[0].name, "gap", "{published}");
    }
    // Where ids hold across processes, so does this one.
    let id = opening(&mut open(&self::service(&Replay::after(100, 10)), None).await).await;
    assert_eq!(id, "100");
    // Who comes with an id has one.
    let mut body = open(&service, replay.last_id().get()).await;
    publish(&replay, 9..=9);
    let frame = body.frame().await.unwrap().unwrap();
    let text = std::str::from_utf8(frame.data_ref().unwrap()).unwrap();
    assert_eq!(text.matches("id: ").count(), 1, "{text}");
}

#[tokio::test]
async fn an_id_of_somebody_else_is_a_gap() {
    let replay = Replay::new(10);
    publish(&replay, 1..=2);
    let of_another = {
        let other = Replay::new(10);
        let service = service(&other);
        let mut body = open(&service, None).await;
        publish(&other, 1..=1);
        next(&mut body).await.remove(0).id
    };
    let number = of_another.rsplit_once('-').unwrap().1.to_owned();
    for id in [
        of_another.as_str(),
        &number,
        "x",
        "-1",
        "99999999999999999999999",
        "ü",
        "0x1",
    ] {
        let service = service(&replay);
        let events = next(&mut open(&service, Some(id)).await).await;
        assert_eq!(events[0].name, "gap", "{id}");
        assert_eq!(data(&events[1..]), said(1..=2), "{id}");
    }
}

/// A client that has taken nothing while the ring went round is told how much it lost.
#[tokio::test]
async fn a_client_that_is_too_slow_is_told() {
    let replay = Replay::new(10);
    let service = service(&replay);
    let mut body = open(&service, None).await;
    publish(&replay, 1..=1);
    assert_eq!(data(&next(&mut body).await), said([1]));
    publish(&replay, 2..=31);
    let events = next(&mut body).await;
    assert_eq!(events[0].name, "gap");
    assert_eq!(events[0].data, "{\"missed\":20}");
    assert_eq!(data(&events[1..]), said(22..=31));
    // Whoever is cut off right behind the gap goes on behind it.
    let again = next(&mut open(&service, Some(&events[0].id)).await).await;
    assert_eq!(data(&again), said(22..=31));
}

#[tokio::test]
async fn an_app_that_stops_says_when_to_come_back() {
    let replay = Replay::new(10);
    let service = service(&replay);
    let body = open(&service, None).await;
    let reading = tokio::spawn(body.collect());
    tokio::task::yield_now().await;
    service.end_event_streams();
    let bytes = reading.await.unwrap().unwrap().to_bytes();
    let found = read(std::str::from_utf8(&bytes).unwrap());
    assert!(matches!(found.retry, Some(2000..=4000)), "{found:?}");
    // Those that come now are told at once.
    let bytes = open(&service, None).await.collect().await.unwrap();
    let found = read(std::str::from_utf8(&bytes.to_bytes()).unwrap());
    assert!(matches!(found.retry, Some(2000..=4000)), "{found:?}");
    assert_eq!(found.last_id, replay.last_id().get().unwrap());
}

#[tokio::test]
async fn bytes_are_bounded_too() {
    let replay = Replay::new(1000).most_bytes(200);
    let service = service(&replay);
    let mut body = open(&service, None).await;
    publish(&replay, 1..=100);
    let events = next(&mut body).await;
    assert_eq!(events[0].name, "gap");
    assert!(events.len() < 10, "{events:?}");
    assert_eq!(data(&events).last().copied(), Some("{\"n\":100}"));
}

/// Numbers of the app's own hold across processes.
#[tokio::test]
async fn an_app_that_keeps_its_events_goes_on_after_a_restart() {
    let before = Replay::after(100, 10);
    let first = service(&before);
    let mut body = open(&first, None).await;
    before.publish_as(101, &News::Said { n: 1 }).unwrap();
    before.publish_as(105, &News::Said { n: 5 }).unwrap();
    assert!(before.publish_as(105, &News::Said { n: 6 }).is_err());
    let ids: Vec<String> = next(&mut body).await.into_iter().map(|e| e.id).collect();
    assert_eq!(ids, ["101", "105"]);
    let after = Replay::after(100, 10);
    after.publish_as(101, &News::Said { n: 1 }).unwrap();
    after.publish_as(105, &News::Said { n: 5 }).unwrap();
    assert_eq!(after.publish(&News::Said { n: 6 }).unwrap(), 106);
    for (id, expected) in [
        ("100", vec![1, 5, 6]),
        ("101", vec![5, 6]),
        ("105", vec![6]),
    ] {
        let service = service(&after);
        let events = next(&mut open(&service, Some(id)).await).await;
        assert_eq!(data(&events), said(expected), "{id}");
    }
    // Nothing is kept of what came before, and nothing is known of what never was.
    for id in ["99", "107", "0106"] {
        let service = service(&after);
        let events = next(&mut open(&service, Some(id)).await).await;
        assert_eq!(events[0].name, "gap", "{id}");
    }
}

#[tokio::test]
async fn streams_end_with_the_last_publisher() {
    let replay = Replay::new(10);
    publish(&replay, 1..=1);
    let app = App::new("Events", "1").state(Room::new(Some(replay)));
    let service = app.routes(routes![room, close]).build().unwrap();
    let call = async |path| {
        let request = Request::get(path).body(Body::empty()).unwrap();
        service.clone().call(request).await.unwrap()
    };
    let body = call("/room").await.into_body();
    assert_eq!(call("/close").await.status(), 200);
    let bytes = body.collect().await.unwrap().to_bytes();
    let found = read(std::str::from_utf8(&bytes).unwrap());
    assert_eq!((found.events, found.retry), (Vec::new(), None));
    assert_eq!(call("/room").await.status(), 404);
}

/// A room that may be closed.
type Room = std::sync::Mutex<Option<Replay<News>>>;

/// The room is closed.
#[derive(Debug, Problem)]
#[problem(status = 404)]
struct Closed;

#[get("/room")]
fn room(room: State<Room>) -> Result<Subscription<News>, Closed> {
    let replay = room.lock().unwrap();
    let replay = replay.as_ref().ok_or(Closed)?;
    Ok(replay.subscribe(&LastEventId::default()))
}

#[get("/close")]
fn close(room: State<Room>) {
    room.lock().unwrap().take();
}
