//! Zstandard: a compressed file of any other format, the body of a response, and web archives (`.warc.zst`), which have
//! one frame per record and may begin with a dictionary.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder};

/// The first bytes of a frame.
const MAGIC: &[u8] = b"\x28\xb5\x2f\xfd";

/// The number of the frame that holds the dictionary of a web archive (the IIPC's format for WARC and Zstandard).
const DICTIONARY_FRAME: u32 = 0x184d_2a5d;

/// The most bytes of a dictionary.
const MAX_DICTIONARY_BYTES: u64 = 16 << 20;

/// The most bytes that a frame may refer back to.
const MAX_WINDOW_BYTES: u64 = 128 << 20;

/// Whether bytes are the beginning of Zstandard data: of a frame, or of one that is passed over.
pub(super) fn is_packed(head: &[u8]) -> bool {
    head.starts_with(MAGIC) || matches!(head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// A reader that unpacks all frames, one after the other.
pub(super) struct ZstdReader<R> {
    source: R,
    decoder: FrameDecoder,
    is_in_frame: bool,
    is_at_start: bool,
}

impl<R: BufRead> ZstdReader<R> {
    pub(super) fn new(source: R) -> ZstdReader<R> {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MAX_WINDOW_BYTES);
        ZstdReader { source, decoder, is_in_frame: false, is_at_start: true }
    }

    /// Begins the next frame, or passes over one without data. `false` at the end.
    fn next_frame(&mut self) -> io::Result<bool> {
        if self.source.fill_buf()?.is_empty() {
            return Ok(false);
        }
        let is_at_start = std::mem::take(&mut self.is_at_start);
        match self.decoder.reset(&mut self.source) {
            Ok(()) => self.is_in_frame = true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { magic_number, length })) => {
                let length = u64::from(length);
                if is_at_start && magic_number == DICTIONARY_FRAME && length <= MAX_DICTIONARY_BYTES {
                    let mut bytes = Vec::new();
                    (&mut self.source).take(length).read_to_end(&mut bytes)?;
                    self.add_dictionary(&bytes)?;
                } else {
                    io::copy(&mut (&mut self.source).take(length), &mut io::sink())?;
                }
            }
            Err(error) => return Err(broken(&error)),
        }
        Ok(true)
    }

    /// A dictionary, which may itself be packed.
    fn add_dictionary(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut unpacked = Vec::new();
        let raw = if bytes.starts_with(MAGIC) {
            ZstdReader::new(bytes).take(MAX_DICTIONARY_BYTES).read_to_end(&mut unpacked)?;
            unpacked.as_slice()
        } else {
            bytes
        };
        let dictionary = Dictionary::decode_dict(raw)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
        self.decoder.add_dict(dictionary).map_err(|error| broken(&error))
    }
}

impl<R: BufRead> Read for ZstdReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.is_in_frame {
                if self.next_frame()? {
                    continue;
                }
                return Ok(0);
            }
            let is_finished = self.decoder.is_finished();
            if !is_finished && self.decoder.can_collect() == 0 {
                let decoded = self.decoder.decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1));
                decoded.map_err(|error| broken(&error))?;
                continue;
            }
            let n = self.decoder.read(buffer)?;
            if n > 0 {
                return Ok(n);
            }
            self.is_in_frame = !is_finished;
        }
    }
}

fn broken(error: &FrameDecoderError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}
