package paxos.ui;

import java.util.Map;
import java.util.Optional;
import paxos.node.Observation;
import paxos.view.Auditor;
import paxos.view.timeline.Recall;
import paxos.view.timeline.Timeline;

/// Reads what is to be replayed. It may take long, and runs on a thread of its own.
@FunctionalInterface
public interface Opening {

    /// Reads it all, or as much as can be read.
    ///
    /// @param progress told now and then how far it has got
    Opened open(Progress progress);

    /// Hears how far the reading has got.
    @FunctionalInterface
    interface Progress {

        /// @param share how much is done, 0 to 1
        /// @return whether to go on; where not, what was read up to now is shown
        boolean reached(double share);
    }

    /// What was read.
    ///
    /// @param timeline  all that happened; from now on it is JavaFX's thread's
    /// @param telemetry of whom there is no record, in that sense; of all others there is one
    /// @param remark    what a person should know, in sentences: what could not be read, and why; empty where all is well
    /// @param auditor   what the checks of it have come to; from now on it is JavaFX's thread's
    /// @param recall    finds the events again, as far as they are kept
    record Opened(Timeline timeline, Map<String, Observation.State> telemetry, Optional<String> remark, Auditor auditor,
            Recall recall) {
    }
}
