//! The versions that items are written in. All others are read.

/// A version of QTI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 2.1, which most systems read.
    V2p1,
    /// 3.0.
    V3p0,
}

impl Version {
    /// The namespace of its elements.
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::V2p1 => "http://www.imsglobal.org/xsd/imsqti_v2p1",
            Self::V3p0 => "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
        }
    }

    /// Where its schema lies, as `xsi:schemaLocation` has it.
    pub const fn schema(self) -> &'static str {
        match self {
            Self::V2p1 => {
                "http://www.imsglobal.org/xsd/imsqti_v2p1 http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
            }
            Self::V3p0 => {
                "http://www.imsglobal.org/xsd/imsqtiasi_v3p0 https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
            }
        }
    }

    /// The type of an item in a package's manifest.
    pub const fn resource_type(self) -> &'static str {
        match self {
            Self::V2p1 => "imsqti_item_xmlv2p1",
            Self::V3p0 => "imsqti_item_xmlv3p0",
        }
    }

    /// The address of a template of scoring.
    pub(super) fn template(self, name: &str) -> String {
        match self {
            Self::V2p1 => format!("http://www.imsglobal.org/question/qti_v2p1/rptemplates/{name}"),
            Self::V3p0 => format!("https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{name}.xml"),
        }
    }
}
