//! A page of what is worked out and put in order in memory.

use uuid::Uuid;

use super::{Cursor, Key, Limit, Page, Result};

/// What comes after the cursor, at most as many as the limit allows. `order` names the order and `place` says where each stands in it: no two at one
/// place.
pub fn ordered<T>(
    mut items: Vec<(T, i64)>,
    (order, place): (&str, impl Fn(&T) -> (i64, Uuid)),
    (cursor, limit): (Option<&str>, Limit),
) -> Result<Page<T>> {
    let after = cursor.map(|cursor| read(cursor, order)).transpose()?;
    items.retain(|(item, _)| after.is_none_or(|after| place(item) > after));
    items.sort_by_key(|(item, _)| place(item));
    let limit = usize::try_from(limit.get()).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let last = items.last().filter(|_| more);
    let next_cursor = last.map(|(item, _)| {
        let (first, id) = place(item);
        let keys = vec![Key::Integer(first), Key::Id(id)];
        Cursor {
            order: order.to_owned(),
            keys,
        }
        .encode()
    });
    Ok(Page {
        items,
        next_cursor: next_cursor.transpose()?,
    })
}

/// Where a cursor points.
fn read(cursor: &str, order: &str) -> Result<(i64, Uuid)> {
    match Cursor::decode(cursor, order)?.keys[..] {
        [Key::Integer(first), Key::Id(id)] => Ok((first, id)),
        _ => Err(Cursor::refused()),
    }
}
