//! The records a workbook stream is made of: kind, length, data.

/// Record kinds that are read (MS-XLS section 2.3.1).
pub(crate) mod kind {
    pub(crate) const FORMULA: u16 = 0x0006;
    pub(crate) const END: u16 = 0x000A;
    pub(crate) const EPOCH: u16 = 0x0022;
    pub(crate) const LOCKED: u16 = 0x002F;
    pub(crate) const CONTINUE: u16 = 0x003C;
    pub(crate) const SHEET: u16 = 0x0085;
    pub(crate) const MANY_NUMBERS: u16 = 0x00BD;
    pub(crate) const STYLE: u16 = 0x00E0;
    pub(crate) const MERGES: u16 = 0x00E5;
    pub(crate) const SHARED_STRINGS: u16 = 0x00FC;
    pub(crate) const SHARED_TEXT: u16 = 0x00FD;
    pub(crate) const NUMBER: u16 = 0x0203;
    pub(crate) const TEXT: u16 = 0x0204;
    pub(crate) const FLAG: u16 = 0x0205;
    pub(crate) const FORMULA_TEXT: u16 = 0x0207;
    pub(crate) const ROW: u16 = 0x0208;
    pub(crate) const SHORT_NUMBER: u16 = 0x027E;
    pub(crate) const FORMAT: u16 = 0x041E;
    pub(crate) const BEGIN: u16 = 0x0809;
}

/// Little-endian numbers at places that may lie outside.
#[derive(Clone, Copy)]
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl Bytes<'_> {
    pub(crate) fn u16(self, at: usize) -> Option<u16> {
        self.array(at).map(u16::from_le_bytes)
    }

    pub(crate) fn u32(self, at: usize) -> Option<u32> {
        self.array(at).map(u32::from_le_bytes)
    }

    pub(crate) fn f64(self, at: usize) -> Option<f64> {
        self.array(at).map(f64::from_le_bytes)
    }

    pub(crate) fn array<const N: usize>(self, at: usize) -> Option<[u8; N]> {
        self.0.get(at..)?.first_chunk().copied()
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    pub(crate) kind: u16,
    pub(crate) data: &'a [u8],
}

/// The records of a stream from an offset on; a record that is cut off ends them.
#[derive(Clone)]
pub(crate) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(crate) fn new(stream: &'a [u8], offset: usize) -> Self {
        Self {
            rest: stream.get(offset..).unwrap_or_default(),
        }
    }

    /// The data of a record and of the records that continue it.
    pub(crate) fn with_continuations(&mut self, first: Record<'a>) -> Vec<&'a [u8]> {
        let mut pieces = vec![first.data];
        while Bytes(self.rest).u16(0) == Some(kind::CONTINUE)
            && let Some(record) = self.next()
        {
            pieces.push(record.data);
        }
        pieces
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let kind = Bytes(self.rest).u16(0)?;
        let len = usize::from(Bytes(self.rest).u16(2)?);
        let data = self.rest.get(4..4 + len)?;
        self.rest = &self.rest[4 + len..];
        Some(Record { kind, data })
    }
}
