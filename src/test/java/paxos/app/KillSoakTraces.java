package paxos.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import paxos.audit.Audit;
import paxos.audit.Check;
import paxos.audit.Findings;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;

/// What the processes recorded: audited, and compared with the ledgers.
///
/// A process that is killed loses the end of its trace: what it had done and not written down yet. The audit takes in what
/// there is, and judges no ballot of whose quorum it does not know what it said; so nothing there is accused by mistake, and
/// nothing that is there is let off. What is missing there is not missing at who received it: all that was received is
/// compared with the ledger that its sender left behind.
final class KillSoakTraces {

    private static final int SHOWN = 8;
    /// How many events a process loses at most, where that is tried on purpose.
    static final int MOST_LOST = 40;

    private final KillSoakInk ink;
    private final Parliament parliament;
    private final Audit audit;
    private final List<Event> all = new ArrayList<>();
    private final Set<String> violations = new LinkedHashSet<>();
    private final Set<String> sent = new HashSet<>();
    private final Map<String, String> received = new HashMap<>();
    private long backed;

    /// @param ink what the processes left behind
    KillSoakTraces(Parliament parliament, KillSoakInk ink) {
        this.ink = ink;
        this.parliament = parliament;
        this.audit = new Audit(parliament);
    }

    /// Reads all traces of a parliament.
    ///
    /// @param folder the parliament's
    /// @throws UsageError where they cannot be read
    static KillSoakTraces read(Path folder, KillSoakInk ink) throws UsageError {
        try (TraceFiles files = TraceFiles.open(List.of(folder))) {
            KillSoakTraces traces = new KillSoakTraces(files.parliament(), ink);
            files.read(true, traces::take, _ -> true);
            return traces;
        }
    }

    /// Takes in an event, in an order in which nothing comes before its cause as far as that is known.
    void take(Event event) {
        all.add(event);
        audit.take(event);
        switch (event.what()) {
            case Happening.Opened opened -> accuse(ink.notRemembered(event.node(), event.at().toEpochMilli(), opened.state().ledger()));
            case Happening.Wrote wrote -> accuse(ink.notWritten(event.node(), event.at().toEpochMilli(), wrote.after()));
            case Happening.Sent message -> sent.add(event.node() + " " + message.id());
            case Happening.Received message -> received(event, message);
            case Happening.Missed missed ->
                accuse(Optional.of("The trace of %s has a gap of %d events.".formatted(event.node(), missed.events())));
            case Happening.Crashed crashed ->
                accuse(Optional.of("%s crashed, and nobody asked it to: %s".formatted(event.node(), crashed.why())));
            case Happening.Closed _, Happening.Forgot _, Happening.Stepped _, Happening.HandedOver _, Happening.Lost _,
                    Happening.Dropped _, Happening.Held _, Happening.Discarded _, Happening.Tampered _, Happening.Rules _,
                    Happening.Intervened _, Happening.PeerSeen _ -> { }
        }
    }

    private void received(Event event, Happening.Received message) {
        if (message.from().isEmpty() || message.id().isEmpty()) {
            accuse(Optional.of("%s received a message that nobody signed: %s.".formatted(event.node(), message.message())));
            return;
        }
        String from = message.from().get();
        if (!from.equals(event.node())) {
            backed++;
            received.put(from + " " + message.id().get(), from);
            accuse(ink.unbacked(from, message.id().get(), message.message()));
        }
    }

    private void accuse(Optional<String> sentence) {
        sentence.ifPresent(violations::add);
    }

    /// Audits the same as if each process that was killed had lost more of the end of its trace.
    ///
    /// @param random decides how much
    void auditAsIfMoreWasLost(RandomGenerator random) {
        Map<KillSoakLife, List<Event>> byLife = new HashMap<>();
        all.forEach(event -> ink.life(event.node(), event.at().toEpochMilli())
                .ifPresent(life -> byLife.computeIfAbsent(life, _ -> new ArrayList<>()).add(event)));
        Set<Event> lost = new HashSet<>();
        byLife.values().forEach(events -> lost.addAll(events.subList(
                Math.max(0, events.size() - random.nextInt(MOST_LOST + 1)), events.size())));
        Audit again = new Audit(parliament);
        all.stream().filter(event -> !lost.contains(event)).forEach(again::take);
        sentences(again).forEach(sentence -> violations.add("With %d more events lost by killed processes: %s"
                .formatted(lost.size(), sentence)));
    }

    /// What is wrong, in sentences; of each check of the audit, the first ones.
    List<String> violations() {
        List<String> sentences = new ArrayList<>(sentences(audit));
        sentences.addAll(violations);
        return sentences;
    }

    private static List<String> sentences(Audit audit) {
        Findings findings = audit.findings();
        return Arrays.stream(Check.values()).flatMap(check -> findings.of(check).first().stream().limit(SHOWN)
                .map(violation -> "%s is violated: %s".formatted(check.title(), violation.sentence()))).toList();
    }

    /// How many events were audited.
    long events() {
        return all.size();
    }

    /// How many checks the audit made.
    long checks() {
        return audit.findings().byCheck().values().stream().mapToLong(Findings.Finding::made).sum();
    }

    /// How many messages that were received were compared with the ledger of their sender.
    long backed() {
        return backed;
    }

    /// How many messages were received of which the sender's own trace, as it was killed, does not know any more.
    long untold() {
        return received.keySet().stream().filter(each -> !sent.contains(each)).count();
    }
}
