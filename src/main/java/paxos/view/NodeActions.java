package paxos.view;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import paxos.node.Node;
import paxos.synod.Decree;

/// What a person can do to a node. Everything returns at once; what could not be done is told in [#trouble].
public final class NodeActions {

    private final House house;
    private final HostedNode hosted;
    private final Executor screen;
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");

    /// @param house  the parliament
    /// @param hosted whose actions these are
    /// @param screen runs what changes properties, on JavaFX's thread
    public NodeActions(House house, HostedNode hosted, Executor screen) {
        this.house = house;
        this.hosted = hosted;
        this.screen = screen;
    }

    /// Starts a ballot.
    ///
    /// @param wish the decree wished for, as typed; blank means what the program was started with
    public void startBallot(String wish) {
        trouble.set("");
        try {
            Optional<Decree> decree = wish.isBlank() ? house.wish()
                    : Optional.of(new Decree(Integer.parseInt(wish.strip())));
            report(hosted.node().propose(decree));
        } catch (NumberFormatException notANumber) {
            trouble.set("“%s” is no decree: a decree is a whole number from %d to %d. Empty means that of --decree, or else the ballot's number."
                    .formatted(wish.strip(), Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
    }

    /// Crashes the node.
    public void crash() {
        trouble.set("");
        report(hosted.node().crash());
    }

    /// Brings the node back from its ledger.
    public void restart() {
        trouble.set("");
        report(hosted.node().open());
    }

    /// Makes every node that is hosted here forget the parliament, and then come back. All of them first crash, so that
    /// no messenger carries an old decree into the new parliament; and where one of them cannot forget, none comes back.
    public void newParliament() {
        trouble.set("");
        report(all(Node::crash).thenRun(this::sendMessengersAway).thenCompose(_ -> all(Node::forget))
                .handle((_, failed) -> {
                    if (failed != null) {
                        throw new CompletionException(new IOException(("Not everybody has forgotten the parliament. %s Mend "
                                + "that, then ask for a new parliament again; before that, restart nobody: whoever remembers "
                                + "the old decree would bring it back.").formatted(sentence(failed)), failed));
                    }
                    return null;
                })
                .thenCompose(_ -> all(Node::open)));
    }

    /// Those who wait at a door are of the old parliament.
    private void sendMessengersAway() {
        house.hosted().forEach(each -> each.bench().hold().sendAllAway("This messenger was of the old parliament."));
    }

    /// The legislators that [#newParliament] does not reach, since they sit elsewhere.
    public List<String> seatedElsewhere() {
        List<String> elsewhere = new ArrayList<>(house.parliament().legislators());
        house.hosted().forEach(here -> elsewhere.remove(here.node().name()));
        return elsewhere;
    }

    /// Changes how long this node's messengers walk.
    ///
    /// @param millis 0 to [paxos.fault.Delay#LONGEST_MILLIS]
    public void setDelay(int millis) {
        hosted.messengers().setMillis(millis);
    }

    /// Why the last action could not be done, a sentence; empty where it could.
    public ReadOnlyStringProperty trouble() {
        return trouble.getReadOnlyProperty();
    }

    /// Says what could not be done; an empty sentence says that nothing is wrong any more.
    public void tell(String sentence) {
        trouble.set(sentence);
    }

    /// Takes note that the trouble was read.
    public void dismissTrouble() {
        trouble.set("");
    }

    /// Asks this of every node that is hosted here. Fails, once all are done, with what the first of them has to say.
    private CompletableFuture<Void> all(Function<Node, CompletableFuture<Void>> request) {
        return CompletableFuture.allOf(
                house.hosted().stream().map(each -> request.apply(each.node())).toArray(CompletableFuture[]::new));
    }

    /// What a node's failed future says to a person.
    public static String sentence(Throwable failed) {
        return failed instanceof CompletionException && failed.getCause() != null ? failed.getCause().getMessage()
                : failed.getMessage();
    }

    private void report(CompletableFuture<Void> done) {
        done.whenComplete((_, failed) -> {
            if (failed != null) {
                screen.execute(() -> trouble.set(sentence(failed)));
            }
        });
    }
}
