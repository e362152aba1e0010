package paxos.node.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paxos.node.Observation;
import paxos.trace.Event;
import paxos.trace.TraceFormat;
import paxos.trace.TraceHeader;
import paxos.trace.UnreadableTrace;

/// Observes one legislator on another machine, or in another process: asks for its record, hands on what comes, and asks
/// again when the stream has broken, for what is new since. On a virtual thread of its own, until it is closed.
///
/// The peer is trusted with its own record only. Of what it sends, no more is taken than its own events in their order,
/// and no line or rate beyond the limits.
public final class Observer implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Observer.class);
    private static final Duration LAST_THREAD = Duration.ofSeconds(2);
    private static final int SILENT_HEARTBEATS = 3;

    private final String me;
    private final String peer;
    private final InetSocketAddress address;
    private final List<String> legislators;
    private final Observation observation;
    private final Limits limits;
    private final Optional<Secret> secret;
    private final TraceFormat format;
    private final Crew crew = new Crew();

    // All below is the observer's own thread's.
    private final Pace pace;
    private Optional<Observation.State> state = Optional.empty();
    private Optional<String> born = Optional.empty();
    private long last = -1;
    private boolean wasStreaming;
    private final Set<Complaint> complaints = EnumSet.noneOf(Complaint.class);

    private Observer(String me, String peer, InetSocketAddress address, List<String> legislators, Observation observation,
            Optional<Secret> secret, Limits limits) {
        this.me = me;
        this.peer = peer;
        this.address = address;
        this.legislators = List.copyOf(legislators);
        this.observation = observation;
        this.secret = secret;
        this.limits = limits;
        this.format = new TraceFormat(legislators);
        this.pace = new Pace(limits.observing());
    }

    /// Begins to observe.
    ///
    /// @param me          who asks: a legislator, or anybody else's name
    /// @param peer        the legislator to be observed
    /// @param address     where it listens
    /// @param legislators all legislators, in the order of the configuration
    /// @param observation who is told
    /// @param secret      the parliament's, where it has one
    /// @throws IllegalArgumentException where the name of who asks cannot stand in a header
    public static Observer open(String me, String peer, InetSocketAddress address, List<String> legislators,
            Observation observation, Optional<Secret> secret) {
        return open(me, peer, address, legislators, observation, secret, Limits.STANDARD);
    }

    static Observer open(String me, String peer, InetSocketAddress address, List<String> legislators, Observation observation,
            Optional<Secret> secret, Limits limits) {
        WireFormat.encodeObserve(me, peer, -1);
        Observer observer = new Observer(me, peer, address, legislators, observation, secret, limits);
        observer.crew.start(me + "-observes-" + peer, observer::work);
        return observer;
    }

    /// Ends it at once. On return nothing more is told, unless who is told takes longer than two seconds.
    @Override
    public void close() {
        crew.end(true);
        crew.join(LAST_THREAD);
    }

    // ---- On the observer's own thread

    /// How one try ended.
    private enum Ending { UNREACHABLE, CLOSED_WITHOUT_A_WORD, UNFIT, BROKEN, BORN_ANEW }

    private void work() {
        Duration again = limits.observing().soon();
        tell(Observation.State.CONNECTING);
        try {
            while (!crew.isOver()) {
                Duration pause = switch (ask()) {
                    case UNREACHABLE -> {
                        tell(Observation.State.UNREACHABLE);
                        Duration now = again;
                        again = earlier(again.multipliedBy(2), limits.observing().late());
                        yield now;
                    }
                    case CLOSED_WITHOUT_A_WORD, UNFIT -> {
                        tell(Observation.State.NO_TELEMETRY);
                        yield limits.observing().rarely();
                    }
                    case BROKEN -> {
                        tell(Observation.State.CONNECTING);
                        again = limits.observing().soon();
                        yield again;
                    }
                    case BORN_ANEW -> Duration.ZERO;
                };
                Thread.sleep(pause);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void tell(Observation.State now) {
        if (!state.equals(Optional.of(now)) && !crew.isOver()) {
            state = Optional.of(now);
            observation.state(peer, now);
        }
    }

    private Ending ask() throws InterruptedException {
        Outgoing connection;
        try {
            connection = Outgoing.open(crew, address, secret, limits.connect());
        } catch (Outgoing.NoChallenge other) {
            complain(Complaint.NO_CHALLENGE, "it asks for no proof, so it has no secret: do all use the same configuration?");
            return wasStreaming ? Ending.UNREACHABLE : Ending.UNFIT;
        } catch (IOException unreachable) {
            return Ending.UNREACHABLE;
        }
        boolean streams = false;
        try {
            connection.send(WireFormat.encodeObserve(me, peer, last));
            LineReader lines = new LineReader(connection.stream(limits.observing().heartbeat().multipliedBy(SILENT_HEARTBEATS)));
            for (Optional<List<String>> next = lines.next(); next.isPresent(); next = lines.next()) {
                List<String> more = next.get();
                if (!streams && !more.isEmpty()) {
                    Optional<Ending> refused = begin(more.getFirst());
                    if (refused.isPresent()) {
                        return refused.get();
                    }
                    streams = true;
                    more = more.subList(1, more.size());
                }
                take(more);
                pace.keep(lines.lastRead());
            }
            return streams ? Ending.BROKEN : closedWithoutAWord();
        } catch (LineReader.TooLong tooLong) {
            complain(Complaint.TOO_LONG, "it sent a line of more than %d bytes.".formatted(LineReader.LONGEST));
            return Ending.UNFIT;
        } catch (IOException broken) {
            // A reset, or nothing for too long.
            return streams ? Ending.BROKEN : Ending.UNREACHABLE;
        } finally {
            connection.close();
        }
    }

    /// One that has shown its record before may just be about to leave.
    private Ending closedWithoutAWord() {
        boolean leaves = wasStreaming;
        wasStreaming = false;
        if (!leaves && secret.isPresent()) {
            complain(Complaint.SHOWS_NOTHING, "it hangs up on whoever asks: it may have another secret than this configuration.");
        }
        return leaves ? Ending.UNREACHABLE : Ending.CLOSED_WITHOUT_A_WORD;
    }

    /// Reads the header.
    ///
    /// @return why this stream is of no use, if it is not
    private Optional<Ending> begin(String line) {
        if (line.startsWith(Challenge.METHOD)) {
            complain(Complaint.CHALLENGE, "it asks for a proof: its configuration has a secret, and this one has none.");
            return Optional.of(Ending.UNFIT);
        }
        TraceHeader header;
        try {
            header = TraceFormat.readHeader(line);
        } catch (UnreadableTrace unreadable) {
            complain(Complaint.HEADER, "its stream does not begin as a record does: " + unreadable.getMessage());
            return Optional.of(Ending.UNFIT);
        }
        if (!header.recordedBy().equals(peer)) {
            complain(Complaint.HEADER, "it shows the record of %s: do all use the same configuration?"
                    .formatted(Shown.quoted(header.recordedBy())));
            return Optional.of(Ending.UNFIT);
        }
        if (!header.legislators().equals(legislators)) {
            complain(Complaint.CONFIGURATION, "its legislators are others than ours: do all use the same configuration?");
        }
        boolean bornAnew = born.filter(header.born()::equals).isEmpty();
        boolean askedForTheRest = last >= 0;
        if (bornAnew) {
            born = Optional.of(header.born());
            last = -1;
        }
        if (bornAnew && askedForTheRest) {
            return Optional.of(Ending.BORN_ANEW);
        }
        wasStreaming = true;
        tell(Observation.State.STREAMING);
        return Optional.empty();
    }

    private void take(List<String> lines) {
        List<Event> events = new ArrayList<>(lines.size());
        for (String line : lines) {
            if (!line.isBlank()) {
                read(line).ifPresent(events::add);
            }
        }
        if (!events.isEmpty() && !crew.isOver()) {
            observation.events(peer, events);
        }
    }

    private Optional<Event> read(String line) {
        Event event;
        try {
            event = format.read(line);
        } catch (UnreadableTrace unreadable) {
            complain(Complaint.UNREADABLE, "some of its events cannot be read: " + unreadable.getMessage());
            return Optional.empty();
        }
        if (!event.node().equals(peer)) {
            complain(Complaint.ANOTHERS, "it tells what happened at %s, and speaks only for itself.".formatted(event.node()));
            return Optional.empty();
        }
        if (event.number() <= last) {
            complain(Complaint.AGAIN, "it tells event %d after event %d.".formatted(event.number(), last));
            return Optional.empty();
        }
        last = event.number();
        return Optional.of(event);
    }

    private enum Complaint { NO_CHALLENGE, CHALLENGE, SHOWS_NOTHING, HEADER, CONFIGURATION, TOO_LONG, UNREADABLE, ANOTHERS, AGAIN }

    /// Each only once: a peer that is odd a thousand times must not fill the log with it.
    private void complain(Complaint kind, String what) {
        if (complaints.add(kind)) {
            LOGGER.warn("The record of {} ({}) is not taken as it is: {}", peer, Shown.address(address), what);
        }
    }
}
