package paxos.app;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import paxos.synod.Reason;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;
import paxos.view.HostedNode;
import paxos.view.NodeActions;

/// A parliament shown in the terminal: a majority comes and passes a decree, the others come, another ballot from
/// somebody else tells them, and then what is on disk is compared. Real nodes, real sockets, real files; every wait is
/// for something to happen, and bounded.
final class Demonstration {

    /// How long a ballot may take, not counting the walks of its messengers.
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /// How often it looks whether the end is wished for.
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Set<Reason> TOLD = EnumSet.of(Reason.LEARNT, Reason.KNOWN_BEFORE, Reason.CONTRADICTION);

    private final Sitting sitting;
    private final Story story;
    private final Ending ending;
    private final Duration patience;
    private final Runnable listening;

    /// @param sitting     the nodes, none of them open yet
    /// @param story       tells what happens
    /// @param ending      whether somebody wants it to end
    /// @param delayMillis how long messengers walk
    /// @param listening   called when the first of them are there
    Demonstration(Sitting sitting, Story story, Ending ending, int delayMillis, Runnable listening) {
        this.sitting = sitting;
        this.story = story;
        this.ending = ending;
        this.patience = PATIENCE.plusMillis(10L * delayMillis);
        this.listening = listening;
    }

    /// Shows it all.
    ///
    /// @throws Failure where something does not come about in time, or the decrees are not equal in the end
    void run() throws Failure, InterruptedException {
        List<String> all = sitting.names();
        List<String> first = all.subList(0, sitting.house().parliament().majority());
        List<String> late = all.subList(first.size(), all.size());

        heading("%s enter: %d of %d, a majority.".formatted(String.join(", ", first), first.size(), all.size()));
        sitting.open(first);
        listening.run();
        ballot(first.getFirst(), first);

        if (!late.isEmpty()) {
            String other = first.get(1);
            heading("Now %s too. What it missed, the next ballot tells: by B3 no other decree can pass any more."
                    .formatted(String.join(", ", late)));
            sitting.open(late);
            ballot(other, all);
        }
        compare();
    }

    private void ballot(String president, List<String> present) throws Failure, InterruptedException {
        heading("%s starts a ballot.".formatted(president));
        long mark = sitting.log().next();
        try {
            sitting.node(president).propose(sitting.house().wish()).join();
        } catch (CompletionException failed) {
            throw new Failure(NodeActions.sentence(failed));
        }
        long passed = await(mark, president, EnumSet.of(Reason.PASSED), "pass a decree");
        for (String name : present) {
            if (!name.equals(president)) {
                await(passed, name, TOLD, "learn the decree");
            }
        }
    }

    /// Waits until a legislator applies one of these rules.
    ///
    /// @return the number of that event
    private long await(long from, String name, Set<Reason> reasons, String what) throws Failure, InterruptedException {
        Predicate<Event> awaited = event -> event.node().equals(name)
                && event.what() instanceof Happening.Stepped(_, var why) && reasons.contains(why.reason());
        EventLog log = sitting.log();
        long deadline = System.nanoTime() + patience.toNanos();
        long next = from;
        while (System.nanoTime() < deadline) {
            if (ending.isWished()) {
                throw new Failure("The demonstration was interrupted, and has shown nothing.");
            }
            for (Event event : log.from(next)) {
                if (awaited.test(event)) {
                    return event.number();
                }
                next = event.number() + 1;
            }
            log.await(next, LOOK);
        }
        throw new Failure("The demonstration failed: %s did not %s within %d s. The story above tells how far it got."
                .formatted(name, what, patience.toSeconds()));
    }

    private void compare() throws Failure {
        heading("What is on disk now:");
        Map<String, Optional<String>> decrees = new LinkedHashMap<>();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("legislator", "decree", "file"));
        for (HostedNode hosted : sitting.house().hosted()) {
            Optional<String> decree = read(hosted);
            decrees.put(hosted.node().name(), decree);
            rows.add(List.of(hosted.node().name(), decree.orElse("(none)"), hosted.folder().resolve("decree.txt").toString()));
        }
        int wide = rows.stream().mapToInt(row -> row.get(0).length()).max().orElseThrow();
        int middle = rows.stream().mapToInt(row -> row.get(1).length()).max().orElseThrow();
        story.say(rows.stream().map(row -> ("  %-" + wide + "s  %" + middle + "s  %s").formatted(row.toArray()))
                .collect(joining("\n")));
        if (decrees.containsValue(Optional.<String>empty()) || Set.copyOf(decrees.values()).size() != 1) {
            throw new Failure("The demonstration failed: the decrees are not all there and equal.");
        }
        story.say("All %d decrees are equal.".formatted(decrees.size()));
    }

    private static Optional<String> read(HostedNode hosted) throws Failure {
        try {
            return hosted.decreeFile().read().map(String::strip);
        } catch (IOException failed) {
            throw new Failure(failed.getMessage());
        }
    }

    private void heading(String text) {
        story.say("\n== " + text);
    }
}
