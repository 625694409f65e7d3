//! Events for many clients, and for those who come back: `cargo run -p events`, then
//! `curl -N localhost:8000/room` in one terminal and
//! `curl -d "Hello" -H "content-type: text/plain" localhost:8000/room/Ada` in another.

use folio::{App, BodyError, LastEventId, Problem, Replay, State, Subscription, get, post, routes};
use serde::Serialize;
use utoipa::ToSchema;

/// What happens in the room.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Happened {
    Said { who: String, text: String },
    Cleared,
}

type Room = Replay<Happened>;

/// What happens, as it happens. Who comes back gets what was missed.
#[get("/room", ping_interval = 30)]
async fn listen(room: State<Room>, last: LastEventId) -> Subscription<Happened> {
    room.subscribe(&last)
}

/// The event can't be written.
#[derive(Debug, Problem)]
#[problem(status = 500)]
struct Unsaid(#[problem(from)] BodyError);

/// Says something to everyone.
#[post("/room/{who}", status = 204)]
async fn say(who: String, text: String, room: State<Room>) -> Result<(), Unsaid> {
    room.publish(&Happened::Said { who, text })?;
    Ok(())
}

/// Clears the room.
#[post("/clear", status = 204)]
async fn clear(room: State<Room>) -> Result<(), Unsaid> {
    room.publish(&Happened::Cleared)?;
    Ok(())
}

fn app(room: Room) -> App {
    let endpoints = routes![listen, say, clear];
    App::new("Room", "1.0.0").state(room).routes(endpoints)
}

#[tokio::main]
async fn main() -> Result<(), folio::Error> {
    app(Room::new(1000)).serve("127.0.0.1:8000").await
}

#[cfg(test)]
mod tests {
    use std::future::IntoFuture;

    use folio::test::Client;

    use super::{Happened, Room};

    #[tokio::test]
    async fn who_comes_back_gets_what_was_missed() {
        let room = Room::after(0, 10);
        let client = Client::new(super::app(room.clone()));
        let said = client.post("/room/Ada").text("Hello").await;
        assert_eq!(said.status(), 204);
        room.publish(&Happened::Cleared).unwrap();
        let back = client.get("/room").header("last-event-id", "0");
        let back = tokio::spawn(back.into_future());
        // One step takes all that is there; the stream would go on as long as the app does.
        tokio::task::yield_now().await;
        client.service().end_event_streams();
        let answer = back.await.unwrap();
        let text = answer.text();
        let said = r#"{"who":"Ada","text":"Hello"}"#;
        assert!(text.starts_with(&format!("id: 1\r\nevent: said\r\ndata: {said}\r\n\r\n")));
        assert!(text.contains("id: 2\r\nevent: cleared\r\ndata: null\r\n\r\nretry: "));
    }
}
