package paxos.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import paxos.synod.Parliament;

/// What is wrong with the links between legislators, by intention; one for all the nodes of a process. A process can do
/// something to a link only where it hosts one of its ends: where it hosts the sender, there; else at the receiver.
///
/// Chance has a seed. Each link has a generator of its own, that takes exactly three numbers for each message, whether they
/// are needed or not: for loss, for coming twice, for the walk. So what happens to the n-th message of a link depends on
/// the seed, on the link's settings at that moment, on n, and on nothing else. All messages that set out are counted, also
/// those for which the link is cut.
///
/// What is set here matters to messengers that set out from then on. Safe for any thread.
public final class Links {

    private final Parliament parliament;
    private final Set<String> hosted;
    private final BiConsumer<String, String> note;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    // Written with the lock held.
    private volatile SequencedMap<Link, LinkFaults> faulty = Collections.unmodifiableSequencedMap(new LinkedHashMap<>());
    private volatile long version;
    private volatile long seed;

    // Guarded by this.
    private final Map<Link, SplittableRandom> chances = new HashMap<>();
    private final List<Link> settable = new ArrayList<>();

    /// Links as they should be.
    ///
    /// @param hosted who is hosted in this process
    /// @param seed   where chance begins
    /// @param note   is told whom a change concerns, and what changed, a sentence; must not block
    /// @throws IllegalArgumentException where somebody is hosted who is nobody in this parliament
    public Links(Parliament parliament, Set<String> hosted, long seed, BiConsumer<String, String> note) {
        this.parliament = parliament;
        this.hosted = Set.copyOf(hosted);
        this.seed = seed;
        this.note = note;
        this.hosted.forEach(this::check);
    }

    /// What is wrong with the link.
    ///
    /// @return [LinkFaults#NONE] where nothing is, also where there is no such link
    public LinkFaults of(String from, String to) {
        return faulty.getOrDefault(new Link(from, to), LinkFaults.NONE);
    }

    /// The links with which something is wrong, in the order of the parliament. Never changes.
    public SequencedMap<Link, LinkFaults> all() {
        return faulty;
    }

    /// Another number after each change, of a link or of the seed.
    public long version() {
        return version;
    }

    /// Whether this process can do something to the link: there is such a link, and one of its ends is hosted here.
    public boolean canSet(String from, String to) {
        return parliament.has(from) && parliament.has(to) && !from.equals(to) && (hosted.contains(from) || hosted.contains(to));
    }

    /// Sets what is wrong with a link.
    ///
    /// @throws IllegalArgumentException where that cannot be done from here; the message is a sentence for a person
    public synchronized void set(String from, String to, LinkFaults faults) {
        check(from);
        check(to);
        if (from.equals(to)) {
            throw new IllegalArgumentException("What %s says to itself needs no messenger. Choose two different legislators."
                    .formatted(from));
        }
        if (!canSet(from, to)) {
            throw new IllegalArgumentException("Neither %s nor %s is hosted in this process. Do it where one of them is."
                    .formatted(from, to));
        }
        if (change(Map.of(new Link(from, to), faults))) {
            note.accept(hosted.contains(from) ? from : to, "The link from %s to %s %s.".formatted(from, to, faults.words()));
        }
    }

    /// Parts the parliament: cuts all links between groups, both ways, and mends the cuts within them; what else is wrong
    /// with a link stays. Whoever is in no group is cut off from everybody. Links that have no end in this process stay as
    /// they are.
    ///
    /// @throws IllegalArgumentException where that is no partition; the message is a sentence for a person
    public synchronized void partition(List<Set<String>> groups) {
        List<Set<String>> parts = parts(groups);
        changeAll(link -> of(link.from(), link.to()).withCut(
                        parts.stream().noneMatch(part -> part.contains(link.from()) && part.contains(link.to()))),
                "The parliament is parted: %s.".formatted(parts.stream()
                        .map(part -> parliament.legislators().stream().filter(part::contains).collect(Collectors.joining(", ")))
                        .collect(Collectors.joining(" | "))));
    }

    private List<Set<String>> parts(List<Set<String>> groups) {
        List<Set<String>> parts = new ArrayList<>(groups.stream().filter(group -> !group.isEmpty()).toList());
        List<String> named = new ArrayList<>(parts.stream().flatMap(Set::stream).toList());
        if (named.isEmpty()) {
            throw new IllegalArgumentException("This partition names nobody. Put at least one legislator into a group.");
        }
        named.forEach(this::check);
        for (String name : parliament.legislators()) {
            if (Collections.frequency(named, name) > 1) {
                throw new IllegalArgumentException(name + " is in more than one group. Leave it in one of them.");
            }
        }
        if (parts.size() == 1 && named.size() == parliament.size()) {
            throw new IllegalArgumentException("With everybody in one group, nobody is parted from anybody. "
                    + "Leave somebody out, or make a second group.");
        }
        parliament.legislators().stream().filter(name -> !named.contains(name)).forEach(alone -> parts.add(Set.of(alone)));
        return parts;
    }

    /// Mends everything: no link is cut, and none walks longer, loses, or doubles any more. The seed, and how far chance has
    /// come, stay.
    public synchronized void heal() {
        changeAll(_ -> LinkFaults.NONE, "All links are as they should be again.");
    }

    /// Where chance began.
    public long seed() {
        return seed;
    }

    /// Starts all chances anew.
    ///
    /// @param begin where they begin
    public synchronized void seed(long begin) {
        seed = begin;
        chances.clear();
        version++;
        hosted().forEach(name -> note.accept(name, "The chances of the links begin anew, with the seed %d.".formatted(begin)));
    }

    // ---- For the messengers

    /// What happens to a messenger.
    ///
    /// @param lost   why it is lost, a sentence; empty where it is not
    /// @param twice  whether it comes twice
    /// @param longer how much longer it walks, in milliseconds
    record Fate(Optional<String> lost, boolean twice, int longer) {
    }

    /// What happens to the next messenger on this link.
    synchronized Fate next(String from, String to) {
        SplittableRandom chance = chances.computeIfAbsent(new Link(from, to), this::chanceOf);
        double loss = chance.nextDouble();
        double twice = chance.nextDouble();
        double walk = chance.nextDouble();
        LinkFaults faults = of(from, to);
        Optional<String> lost = faults.cut() ? Optional.of("The link from %s to %s is cut.".formatted(from, to))
                : 100 * loss < faults.lossPercent() ? Optional.of("Chance had it lost: the link from %s to %s loses %d of 100."
                        .formatted(from, to, faults.lossPercent()))
                : Optional.empty();
        int longer = faults.leastMillis() + (int) (walk * (faults.mostMillis() - faults.leastMillis() + 1));
        return new Fate(lost, 100 * twice < faults.duplicatePercent(), longer);
    }

    /// By the places in the parliament: names can share a hash code.
    private SplittableRandom chanceOf(Link link) {
        List<String> names = parliament.legislators();
        int number = names.indexOf(link.from()) * names.size() + names.indexOf(link.to());
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
    }

    /// Whether a legislator is hosted in this process.
    boolean isHosted(String name) {
        return hosted.contains(name);
    }

    /// Has this run after each change of a link; it must not block.
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    /// Ends that.
    void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    // ---- With the lock held

    private void changeAll(Function<Link, LinkFaults> faults, String sentence) {
        Map<Link, LinkFaults> changes = new LinkedHashMap<>();
        links().forEach(link -> changes.put(link, faults.apply(link)));
        changes.entrySet().removeIf(entry -> of(entry.getKey().from(), entry.getKey().to()).equals(entry.getValue()));
        if (change(changes)) {
            hosted().stream().filter(name -> changes.keySet().stream()
                            .anyMatch(link -> link.from().equals(name) || link.to().equals(name)))
                    .forEach(name -> note.accept(name, sentence));
        }
    }

    /// @return whether anything is otherwise than before
    private boolean change(Map<Link, LinkFaults> changes) {
        SequencedMap<Link, LinkFaults> changed = new LinkedHashMap<>();
        for (Link link : links()) {
            LinkFaults faults = changes.getOrDefault(link, of(link.from(), link.to()));
            if (!faults.equals(LinkFaults.NONE)) {
                changed.put(link, faults);
            }
        }
        if (changed.equals(faulty)) {
            return false;
        }
        faulty = Collections.unmodifiableSequencedMap(changed);
        version++;
        watchers.forEach(Runnable::run);
        return true;
    }

    /// All links to which something can be done from here. Found out once, when it is first asked for: of a hundred legislators
    /// they are ten thousand.
    private List<Link> links() {
        if (settable.isEmpty()) {
            for (String from : parliament.legislators()) {
                for (String to : parliament.legislators()) {
                    if (!from.equals(to) && (isHosted(from) || isHosted(to))) {
                        settable.add(new Link(from, to));
                    }
                }
            }
        }
        return settable;
    }

    /// In the order of the parliament.
    private List<String> hosted() {
        return parliament.legislators().stream().filter(hosted::contains).toList();
    }

    private void check(String name) {
        if (!parliament.has(name)) {
            throw new IllegalArgumentException("%s is nobody in this parliament. Its legislators are %s."
                    .formatted(name, String.join(", ", parliament.legislators())));
        }
    }
}
