"""Reads and works a program as assistive technology does, through Debian's own AT-SPI library.

Orders come as lines of JSON on standard input, one answer a line goes to standard output.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

STATES = [
    "ACTIVE", "BUSY", "CHECKED", "EDITABLE", "ENABLED", "FOCUSABLE", "FOCUSED", "INVALID_ENTRY",
    "MULTI_LINE", "READ_ONLY", "REQUIRED", "SENSITIVE", "SHOWING", "SINGLE_LINE", "VISIBLE",
]


def children(node):
    return [child for child in (node.get_child_at_index(i) for i in range(node.get_child_count())) if child]


def application(process):
    desktop = Atspi.get_desktop(0)
    for app in children(desktop):
        if app.get_process_id() == process:
            # Everything is asked for anew: what counts is what the program says now.
            app.set_cache_mask(Atspi.Cache.NONE)
            app.clear_cache()
            return app
    return None


def described(node):
    states = node.get_state_set()
    has = [name.lower() for name in STATES if states.contains(getattr(Atspi.StateType, name))]
    found = {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "description": node.get_description(),
        "states": has,
        "attributes": dict(node.get_attributes() or {}),
    }
    text = node.get_text_iface()
    if text:
        found["text"] = Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))
        found["caret"] = Atspi.Text.get_caret_offset(text)
        ranges = range(Atspi.Text.get_n_selections(text))
        chosen = [Atspi.Text.get_selection(text, i) for i in ranges]
        found["selections"] = [[part.start_offset, part.end_offset] for part in chosen]
    action = node.get_action_iface()
    if action:
        found["actions"] = [Atspi.Action.get_action_name(action, i) for i in range(Atspi.Action.get_n_actions(action))]
    value = node.get_value_iface()
    if value:
        found["value"] = [Atspi.Value.get_current_value(value), Atspi.Value.get_maximum_value(value)]
    component = node.get_component_iface()
    if component:
        place = Atspi.Component.get_extents(component, Atspi.CoordType.SCREEN)
        found["place"] = [place.x, place.y, place.width, place.height]
    found["children"] = [described(child) for child in children(node)]
    return found


def find(node, name, interface):
    if node.get_name() == name and getattr(node, "get_%s_iface" % interface)():
        return node
    for child in children(node):
        found = find(child, name, interface)
        if found:
            return found
    return None


def obey(order):
    app = application(order["process"])
    if app is None:
        return None
    act = order["act"]
    if act == "tree":
        return described(app)
    interface = {"caret": "text", "select": "text", "replace": "editable_text", "click": "action", "focus": "component"}
    node = find(app, order["name"], interface[act])
    if node is None:
        return None
    if act == "caret":
        return Atspi.Text.set_caret_offset(node.get_text_iface(), order["to"])
    if act == "select":
        return Atspi.Text.set_selection(node.get_text_iface(), 0, order["from"], order["to"])
    if act == "replace":
        return Atspi.EditableText.set_text_contents(node.get_editable_text_iface(), order["text"])
    if act == "click":
        return Atspi.Action.do_action(node.get_action_iface(), 0)
    return Atspi.Component.grab_focus(node.get_component_iface())


Atspi.init()
Atspi.set_timeout(20000, 20000)
for line in sys.stdin:
    # Children that came and went are told by events.
    while GLib.MainContext.default().iteration(False):
        pass
    try:
        answer = {"answer": obey(json.loads(line))}
    except GLib.Error as error:
        # A node went away while it was read, or the bus is not up yet: the one who asks tries again.
        answer = {"error": error.message}
    print(json.dumps(answer), flush=True)
