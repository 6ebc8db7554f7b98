//! The registry: which families there are, and what of them is known before a byte has passed.

use crate::machine::Candidate;
use crate::simulated::SimulatedDisplay;
use crate::{
    Machine, Moment, Setting, albatross, alva, baum, dotpad, eurobraille, focus, handytech, hims,
    humanware, papenmeier, seika,
};

/// A family of displays that speak the same protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// HIMS and Selvas: Braille Sense, Smart Beetle, Braille EDGE, SyncBraille.
    Hims,
    /// Handy Tech (Help Tech): Modular, Braille Star, Active Braille, Activator.
    HandyTech,
    /// Baum and what copies it: Vario, Pronto!, Refreshabraille, Orbit Reader.
    Baum,
    /// HumanWare Brailliant BI and B, APH Chameleon and Mantis.
    HumanWare,
    /// Freedom Scientific Focus and PAC Mate.
    Focus,
    /// Seika: note-takers and desktop models.
    Seika,
    /// Caiku Albatross.
    Albatross,
    /// Papenmeier BRAILLEX.
    Papenmeier,
    /// EuroBraille: Esys, Iris, Clio.
    EuroBraille,
    /// ALVA (Optelec): ABT, Satellite, BC6xx.
    Alva,
    /// Dot Pad.
    DotPad,
}

/// USB ids of one vendor that are serial lines and belong to one maker of displays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsbIds {
    /// The vendor.
    pub vendor: u16,
    /// The first product.
    pub first: u16,
    /// The last product.
    pub last: u16,
}

const fn usb(vendor: u16, first: u16, last: u16) -> UsbIds {
    UsbIds {
        vendor,
        first,
        last,
    }
}

const BAUM_USB: &[UsbIds] = &[usb(0x0403, 0xFE70, 0xFE77), usb(0x0904, 0x0000, 0xFFFF)];

const PAPENMEIER_USB: &[UsbIds] = &[usb(0x0403, 0xF208, 0xF208)];

const HUMANWARE_USB: &[UsbIds] = &[
    usb(0x1C71, 0xC005, 0xC005),
    usb(0x1C71, 0xC021, 0xC021),
    usb(0x1C71, 0xC104, 0xC104),
    usb(0x1C71, 0xC114, 0xC114),
    usb(0x1C71, 0xC124, 0xC124),
    usb(0x1C71, 0xCE04, 0xCE04),
];

impl Family {
    /// Every family.
    pub const ALL: [Family; 11] = [
        Family::Hims,
        Family::HandyTech,
        Family::Baum,
        Family::HumanWare,
        Family::Focus,
        Family::Seika,
        Family::Albatross,
        Family::Papenmeier,
        Family::EuroBraille,
        Family::Alva,
        Family::DotPad,
    ];

    /// Gives the name by which people choose it.
    pub fn name(self) -> &'static str {
        match self {
            Family::Hims => "hims",
            Family::HandyTech => "handytech",
            Family::Baum => "baum",
            Family::HumanWare => "humanware",
            Family::Focus => "focus",
            Family::Seika => "seika",
            Family::Albatross => "albatross",
            Family::Papenmeier => "papenmeier",
            Family::EuroBraille => "eurobraille",
            Family::Alva => "alva",
            Family::DotPad => "dotpad",
        }
    }

    /// Finds the family of a name, in upper or lower case.
    pub fn of_name(name: &str) -> Option<Family> {
        let mut all = Family::ALL.into_iter();
        all.find(|family| family.name().eq_ignore_ascii_case(name))
    }

    /// Gives the models that can be named, where the line alone cannot tell them or should not be asked for others.
    pub fn models(self) -> &'static [&'static str] {
        match self {
            Family::Hims => hims::MODELS,
            Family::Seika => seika::MODELS,
            Family::Papenmeier => papenmeier::MODELS,
            Family::EuroBraille => eurobraille::MODELS,
            Family::Alva => alva::MODELS,
            Family::HandyTech
            | Family::Baum
            | Family::HumanWare
            | Family::Focus
            | Family::Albatross
            | Family::DotPad => &[],
        }
    }

    /// Gives the ways to talk to a device of this family, or to those of one model.
    fn candidates(self, model: Option<&str>) -> Vec<Candidate> {
        match self {
            Family::Hims => hims::candidates(model),
            Family::HandyTech => handytech::candidates(),
            Family::Baum => baum::candidates(),
            Family::HumanWare => humanware::candidates(),
            Family::Focus => focus::candidates(),
            Family::Seika => seika::candidates(model),
            Family::Albatross => albatross::candidates(),
            Family::Papenmeier => papenmeier::candidates(model),
            Family::EuroBraille => eurobraille::candidates(model),
            Family::Alva => alva::candidates(model),
            Family::DotPad => dotpad::candidates(),
        }
    }

    /// Gives the settings that a line may have, each once; the first one is that of a line just opened.
    pub fn settings(self, model: Option<&str>) -> Vec<Setting> {
        let mut settings = Vec::new();
        for candidate in self.candidates(model) {
            if !settings.contains(&candidate.setting) {
                settings.push(candidate.setting);
            }
        }
        settings
    }

    /// Makes the machine of a line that has just been opened at the first of the settings.
    pub fn machine(self, model: Option<&str>, now: Moment) -> Machine {
        Machine::new(self.candidates(model), now)
    }

    /// Makes a usual display of the family out of memory.
    pub fn simulated(self) -> SimulatedDisplay {
        match self {
            Family::Hims => hims::display(hims::Model::BrailleSense, 32),
            Family::HandyTech => handytech::usual_display(),
            Family::Baum => baum::display("VarioConnect 40", 40, true),
            Family::HumanWare => humanware::display(0, 32, 0),
            Family::Focus => focus::display("Focus 40", 40),
            Family::Seika => seika::desktop_display(false),
            Family::Albatross => albatross::display(0x80),
            Family::Papenmeier => papenmeier::usual_display(),
            Family::EuroBraille => eurobraille::esys_display(0x08, 40),
            Family::Alva => alva::bc_display(0),
            Family::DotPad => dotpad::display(20, true),
        }
    }

    /// Gives the USB ids that belong to this maker alone. Bare serial chips, such as 0403:6001 (SyncBraille,
    /// Albatross and thousands of other things), belong to nobody and are not in it.
    pub fn usb_ids(self) -> &'static [UsbIds] {
        match self {
            Family::Baum => BAUM_USB,
            Family::Papenmeier => PAPENMEIER_USB,
            Family::HumanWare => HUMANWARE_USB,
            _ => &[],
        }
    }

    /// Finds the family to which a USB id belongs alone.
    pub fn of_usb(vendor: u16, product: u16) -> Option<Family> {
        let is_in =
            |ids: &UsbIds| ids.vendor == vendor && (ids.first..=ids.last).contains(&product);
        let mut all = Family::ALL.into_iter();
        all.find(|family| family.usb_ids().iter().any(is_in))
    }

    /// Gives the beginnings of the names that its devices have over Bluetooth.
    pub fn bluetooth_names(self) -> &'static [&'static str] {
        match self {
            Family::Hims => &["BrailleSense", "BrailleEDGE", "SmartBeetle"],
            Family::HandyTech => &[
                "Actilino ALO",
                "Activator AC4",
                "Activator Pro AP6",
                "Activator Pro AP8",
                "Active Braille AB",
                "Active Star AS",
                "Basic Braille BB",
                "Basic Braille Plus BP",
                "Braille Star",
                "Braillino BL",
                "Easy Braille EBR",
            ],
            Family::Baum => &[
                "BAUM Conny",
                "Baum PocketVario",
                "Baum SuperVario",
                "Baum SVario",
                "BrailleConnect",
                "B2G",
                "Conny",
                "HWG Brailliant",
                "NLS eReader Z",
                "Orbit Reader",
                "Pronto!",
                "Refreshabraille",
                "SuperVario",
                "VarioConnect",
                "VarioUltra",
            ],
            Family::HumanWare => &[
                "APH Chameleon",
                "APH Mantis",
                "BrailleNote Touch",
                "Brailliant BI",
                "Brailliant 14",
                "Brailliant 80",
                "Humanware BrailleOne",
                "NLS eReader H",
            ],
            Family::Focus => &["Focus"],
            Family::Seika => &["TSM"],
            Family::Albatross => &[],
            Family::Papenmeier => &["Braillex"],
            Family::EuroBraille => &["Esys-"],
            Family::Alva => &["ALVA BC", "EL12-"],
            Family::DotPad => &["DotPad"],
        }
    }

    /// Finds the family to which a name over Bluetooth belongs.
    pub fn of_bluetooth_name(name: &str) -> Option<Family> {
        let begins = |begin: &&str| name.starts_with(*begin);
        let mut all = Family::ALL.into_iter();
        all.find(|family| family.bluetooth_names().iter().any(begins))
    }
}

#[cfg(test)]
mod tests {
    use super::Family;
    use crate::{Flow, Parity, Setting};

    #[test]
    fn names_lead_back_to_their_family() {
        for family in Family::ALL {
            assert_eq!(Family::of_name(&family.name().to_uppercase()), Some(family));
            for name in family.bluetooth_names() {
                let full = format!("{name} 0123");
                assert_eq!(Family::of_bluetooth_name(&full), Some(family), "{name}");
            }
            for ids in family.usb_ids() {
                assert_eq!(
                    Family::of_usb(ids.vendor, ids.last),
                    Some(family),
                    "{ids:04X?}"
                );
            }
        }
    }

    #[test]
    fn bare_serial_chips_belong_to_nobody() {
        for (vendor, product) in [
            (0x0403, 0x6001),
            (0x0403, 0x6010),
            (0x10C4, 0xEA60),
            (0x1A86, 0x55D3),
        ] {
            assert_eq!(
                Family::of_usb(vendor, product),
                None,
                "{vendor:04X}:{product:04X}"
            );
        }
    }

    #[test]
    fn every_model_has_a_way_to_be_talked_to() {
        for family in Family::ALL {
            assert!(!family.settings(None).is_empty(), "{}", family.name());
            for model in family.models() {
                assert!(!family.settings(Some(model)).is_empty(), "{model}");
            }
        }
        assert_eq!(
            Family::HandyTech.settings(None),
            [Setting::with_parity(19_200, Parity::Odd)]
        );
        assert_eq!(Family::Seika.settings(Some("ntk")), [Setting::plain(9_600)]);
        let braillex = Family::Papenmeier.settings(None);
        let bauds: Vec<u32> = braillex.iter().map(|setting| setting.baud).collect();
        assert_eq!(bauds, [19_200, 38_400, 115_200, 57_600]);
        assert_eq!(
            (braillex[0].flow, braillex[2].flow),
            (Flow::RtsCts, Flow::None)
        );
    }
}
