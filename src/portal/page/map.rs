//! Communes drawn from their outlines.

use std::{collections::BTreeMap, sync::LazyLock};

use maud::{Markup, html};
use serde::Deserialize;

use super::{
    bar::{band, bands, told},
    layout::Look,
};
use crate::{http::Result, portal::coverage::PublicPart};

/// The outlines of Lai Châu's communes; see `assets/territory/README.md`.
const OUTLINES: &str = include_str!("../../../assets/territory/lai_chau_communes_2025.geojson");

/// How wide the map is, in its own units.
const WIDTH: f64 = 1000.0;

static COMMUNES: LazyLock<Outlines> = LazyLock::new(|| {
    let collection: Option<Collection> = serde_json::from_str(OUTLINES).ok();
    collection.map(Outlines::of).unwrap_or_default()
});

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    code: String,
}

/// Longitude and latitude, in degrees.
type Point = [f64; 2];

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<Point>>),
    MultiPolygon(Vec<Vec<Vec<Point>>>),
}

impl Geometry {
    fn rings(&self) -> impl Iterator<Item = &Vec<Point>> {
        let (one, many) = match self {
            Self::Polygon(rings) => (Some(rings), None),
            Self::MultiPolygon(polygons) => (None, Some(polygons)),
        };
        one.into_iter().chain(many.into_iter().flatten()).flatten()
    }
}

/// Outlines on the page.
#[derive(Default)]
struct Outlines {
    height: f64,
    /// SVG paths by the codes of units.
    paths: BTreeMap<String, String>,
}

impl Outlines {
    /// Degrees of longitude are shorter than those of latitude, by the cosine of the latitude.
    fn of(collection: Collection) -> Self {
        let points = || {
            let features = collection.features.iter();
            features.flat_map(|feature| feature.geometry.rings().flatten())
        };
        let (west, east) = extent(points().map(|[east, _]| *east));
        let (south, north) = extent(points().map(|[_, north]| *north));
        let narrowed = f64::midpoint(south, north).to_radians().cos();
        let scale = WIDTH / ((east - west) * narrowed);
        let placed = |[longitude, latitude]: &Point| {
            let across = (longitude - west) * narrowed * scale;
            format!("{across:.0} {:.0}", (north - latitude) * scale)
        };
        let path = |feature: &Feature| {
            let rings = feature.geometry.rings().map(|ring| {
                let points: Vec<String> = ring.iter().map(placed).collect();
                format!("M{}Z", points.join("L"))
            });
            (feature.properties.code.clone(), rings.collect())
        };
        Self {
            height: (north - south) * scale,
            paths: collection.features.iter().map(path).collect(),
        }
    }
}

fn extent(of: impl Iterator<Item = f64>) -> (f64, f64) {
    of.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), next| {
        (least.min(next), most.max(next))
    })
}

/// The parts of a unit, each a link to its page, coloured by how far the chosen duty is; nothing where no outline is known.
pub fn map(look: Look, parts: &[PublicPart], label: &str) -> Result<Markup> {
    let outlines = &*COMMUNES;
    let mut drawn = Vec::new();
    for part in parts {
        let Some(path) = outlines.paths.get(&part.unit_code) else {
            continue;
        };
        let Some(duty) = part.duties.iter().find(|duty| duty.duty == look.duty) else {
            continue;
        };
        let address = look.address(&format!("/{}", part.unit_code))?;
        drawn.push((
            address,
            path,
            band(duty.percentage, duty.carried_over),
            format!("{}: {}", part.unit_name, told(look.words, duty)),
        ));
    }
    if drawn.is_empty() {
        return Ok(html! {});
    }
    Ok(html! {
        svg.map viewBox={ "0 0 " (WIDTH) " " (outlines.height.ceil()) } role="group" aria-label=(label) {
            @for (address, path, band, said) in &drawn {
                a href=(address) aria-label=(said) {
                    path class=(band) d=(path) { title { (said) } }
                }
            }
        }
        ul.legend aria-hidden="true" {
            @for (band, said) in bands(look.words) {
                li { span class={ "sample " (band) } {} (said) }
            }
        }
    })
}
