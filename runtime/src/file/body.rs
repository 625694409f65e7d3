//! The body of a file: parts of it and what stands between them, read as fast as it is sent.

use std::{
    collections::VecDeque,
    io,
    ops::Range,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::{Bytes, BytesMut};
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::{
    disk::{Disk, pool},
    fault::FileFault,
    open::{Content, slice},
    systems::FileFuture,
};
use crate::body::{Body, BodyError};

/// How many pieces are kept to be read into again. hyper holds about two that are not written yet.
const KEPT: usize = 3;

/// What a body is made of.
#[derive(Debug)]
pub(super) enum Segment {
    /// Bytes that stand between parts.
    Text(Bytes),
    /// A part of the file.
    Part(Range<u64>),
}

impl Segment {
    fn length(&self) -> u64 {
        match self {
            Segment::Text(bytes) => bytes.len() as u64,
            Segment::Part(range) => range.end.saturating_sub(range.start),
        }
    }
}

/// The body.
pub(super) struct Reader {
    content: Content,
    segments: VecDeque<Segment>,
    /// How many bytes are still to come, of all segments.
    left: u64,
    chunk: usize,
    state: State,
    /// Pieces that were sent.
    sent: VecDeque<Bytes>,
}

type Read = Pin<Box<dyn Future<Output = io::Result<(BytesMut, usize)>> + Send>>;

enum State {
    /// Nothing is under way.
    Idle,
    /// The pool reads a piece.
    Pool(Read),
    /// A part is asked for.
    Opening(FileFuture<'static, Body>),
    /// A part comes.
    Coming(Body),
    /// All of a part came: its last piece is kept until the end has come, too.
    Ending(Body, Bytes),
}

impl Reader {
    pub(super) fn new(
        content: Content,
        segments: impl IntoIterator<Item = Segment>,
        chunk: usize,
    ) -> Self {
        let segments: VecDeque<Segment> = segments.into_iter().collect();
        Reader {
            content,
            left: segments.iter().map(Segment::length).sum(),
            segments,
            chunk,
            state: State::Idle,
            sent: VecDeque::new(),
        }
    }

    /// A piece was read of the first segment.
    fn give(&mut self, bytes: Bytes) -> Frame<Bytes> {
        let length = bytes.len() as u64;
        self.left = self.left.saturating_sub(length);
        if let Some(Segment::Part(range)) = self.segments.front_mut() {
            range.start = range.start.saturating_add(length);
            if range.start >= range.end {
                self.segments.pop_front();
            }
        }
        Frame::data(bytes)
    }

    /// A piece to read into: one that was written, where there is one.
    fn buffer(&mut self, range: &Range<u64>) -> BytesMut {
        let left = usize::try_from(range.end - range.start).unwrap_or(usize::MAX);
        let length = self.chunk.min(left);
        let sent = self.sent.pop_front().map(Bytes::try_into_mut);
        match sent {
            Some(Ok(mut buffer)) => {
                buffer.resize(length, 0);
                return buffer;
            }
            Some(Err(bytes)) if self.sent.len() + 1 < KEPT => self.sent.push_front(bytes),
            Some(Err(_)) | None => {}
        }
        BytesMut::zeroed(length)
    }

    fn disk(
        &mut self,
        disk: &Arc<Disk>,
        range: Range<u64>,
    ) -> Poll<Result<Frame<Bytes>, BodyError>> {
        let mut buffer = self.buffer(&range);
        if let Some(read) = disk.read_now(&mut buffer, range.start) {
            return Poll::Ready(self.read(buffer, read?));
        }
        let disk = Arc::clone(disk);
        self.state = State::Pool(Box::pin(pool(move || {
            let read = disk.read(&mut buffer, range.start)?;
            Ok((buffer, read))
        })));
        Poll::Pending
    }

    fn read(&mut self, mut buffer: BytesMut, read: usize) -> Result<Frame<Bytes>, BodyError> {
        if read == 0 {
            return Err(shorter());
        }
        buffer.truncate(read);
        let bytes = buffer.freeze();
        if self.left > bytes.len() as u64 {
            self.sent.push_back(bytes.clone());
        }
        Ok(self.give(bytes))
    }

    /// A piece of a part that comes from elsewhere; `None` where there is none to give yet.
    fn came(
        &mut self,
        frame: Frame<Bytes>,
        range: &Range<u64>,
    ) -> Result<Option<Frame<Bytes>>, BodyError> {
        let Ok(bytes) = frame.into_data() else {
            return Ok(None);
        };
        if bytes.len() as u64 > range.end - range.start {
            return Err(longer());
        }
        if bytes.len() as u64 == range.end - range.start {
            if let State::Coming(body) = std::mem::replace(&mut self.state, State::Idle) {
                self.state = State::Ending(body, bytes);
            }
            return Ok(None);
        }
        Ok((!bytes.is_empty()).then(|| self.give(bytes)))
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        loop {
            let range = match self.segments.front_mut() {
                None => return Poll::Ready(None),
                Some(Segment::Text(text)) => {
                    let text = std::mem::take(text);
                    self.segments.pop_front();
                    self.left = self.left.saturating_sub(text.len() as u64);
                    return Poll::Ready(Some(Ok(Frame::data(text))));
                }
                Some(Segment::Part(range)) => range.clone(),
            };
            match &mut self.state {
                State::Idle => match self.content.clone() {
                    Content::Bytes(bytes) => {
                        let part = slice(&bytes, &range);
                        return Poll::Ready(Some(Ok(self.give(part))));
                    }
                    Content::Disk(disk) => {
                        if let Poll::Ready(frame) = self.disk(&disk, range) {
                            return Poll::Ready(Some(frame));
                        }
                    }
                    Content::Ranged(read) => self.state = State::Opening(read(range)),
                },
                State::Pool(reading) => {
                    let read = ready!(reading.as_mut().poll(cx));
                    self.state = State::Idle;
                    let frame = read
                        .map_err(BodyError::from)
                        .and_then(|(buffer, read)| self.read(buffer, read));
                    return Poll::Ready(Some(frame));
                }
                State::Opening(opening) => match ready!(opening.as_mut().poll(cx)) {
                    Ok(body) => self.state = State::Coming(body),
                    Err(fault) => return Poll::Ready(Some(Err(reason(fault)))),
                },
                State::Coming(body) => {
                    let frame = match ready!(Pin::new(body).poll_frame(cx)) {
                        None => Err(shorter()),
                        Some(frame) => frame,
                    };
                    let came = frame.and_then(|frame| self.came(frame, &range));
                    if let Some(frame) = came.transpose() {
                        return Poll::Ready(Some(frame));
                    }
                }
                State::Ending(body, last) => {
                    if !body.is_end_stream() {
                        match ready!(Pin::new(body).poll_frame(cx)) {
                            None => {}
                            Some(Ok(frame)) if frame.data_ref().is_none_or(Bytes::is_empty) => {
                                continue;
                            }
                            Some(Ok(_)) => return Poll::Ready(Some(Err(longer()))),
                            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                        }
                    }
                    let last = std::mem::take(last);
                    self.state = State::Idle;
                    return Poll::Ready(Some(Ok(self.give(last))));
                }
            }
        }
    }
}

/// Ends the connection: what was promised can't be sent any more.
fn shorter() -> BodyError {
    "the file became shorter while it was sent".into()
}

/// The same for a source that isn't what it said.
fn longer() -> BodyError {
    "more of a file came than was asked for".into()
}

fn reason(fault: FileFault) -> BodyError {
    match fault {
        FileFault::Failed(error) => error,
        FileFault::NotFound | FileFault::Directory | FileFault::Denied => {
            "the file went away while it was sent".into()
        }
    }
}

impl HttpBody for Reader {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let this = self.get_mut();
        let polled = this.poll(cx);
        if let Poll::Ready(Some(Err(error))) = &polled {
            tracing::error!(%error, "a file can't be sent to its end");
            this.segments.clear();
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.segments.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
