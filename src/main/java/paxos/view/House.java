package paxos.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import paxos.node.Envelope;
import paxos.node.Observation;
import paxos.synod.Decree;
import paxos.synod.Parliament;
import paxos.trace.EventLog;

/// A parliament as this process sees it: all legislators, and the nodes of those who sit here.
///
/// @param parliament all legislators
/// @param addresses  where each listens, `IP:PORT`, in the order of the configuration
/// @param log        what happens at the nodes hosted here
/// @param hosted     the nodes hosted here, in the order of the configuration
/// @param wish       the decree that a ballot started without one is wished to be for; empty for the ballot's number
/// @param whole      what happens in the whole parliament, as far as it is heard here, in causal order
/// @param telemetry  how it stands with the records of those who do not sit here, by name; from any thread
/// @param wire       writes a message as it goes over the wire, line after line
/// @param files      what is on the disk of this machine of those whose record is not heard
/// @param caution    what whoever opens a window should know beforehand, a sentence; empty where there is nothing
public record House(Parliament parliament, SequencedMap<String, String> addresses, EventLog log,
        List<HostedNode> hosted, Optional<Decree> wish, EventLog whole,
        Supplier<? extends Map<String, Observation.State>> telemetry, Function<Envelope, String> wire,
        LedgerFiles files, Optional<String> caution) {

    /// Takes a copy of the list.
    public House {
        hosted = List.copyOf(hosted);
    }

    /// A house in which all sit, or which hears nobody else.
    public House(Parliament parliament, SequencedMap<String, String> addresses, EventLog log, List<HostedNode> hosted,
            Optional<Decree> wish) {
        this(parliament, addresses, log, hosted, wish, log, Map::of, Envelope::toString, LedgerFiles.NONE, Optional.empty());
    }
}
