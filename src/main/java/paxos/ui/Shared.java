package paxos.ui;

import paxos.view.House;
import paxos.view.timeline.Chronicle;
import paxos.view.timeline.Focus;

/// What all windows of the process share.
///
/// @param appearance how they look
/// @param chronicle  the record of the whole parliament, as far as it is heard here
/// @param focus      what is picked out
record Shared(Appearance appearance, Chronicle chronicle, Focus focus) {

    /// What the windows of this house share, with nothing picked out.
    static Shared of(House house, Appearance appearance) {
        return new Shared(appearance, new Chronicle(house.parliament(), house.whole()), new Focus());
    }
}
