package paxos.app;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import paxos.synod.Decree;
import paxos.view.NodeActions;

/// Does what is typed.
///
/// @param sitting the nodes
/// @param front   starts a ballot where it was not said where: at the window in front, or at the first open node
/// @param quit    ends the program
/// @param say     tells the person
record Commands(Sitting sitting, Consumer<Optional<Decree>> front, Runnable quit, Consumer<String> say) {

    /// The keys, for a person.
    static final List<String> KEYS = List.of(
            "b [NAME] [DECREE]  start a ballot (Ctrl+Z does it too)",
            "c [NAME]           crash: its slip of paper is lost, its ledger kept",
            "r [NAME]           restart after a crash",
            "q                  quit (Ctrl+C does it too)",
            "?                  this list");

    /// Does what this line says. Returns at once.
    void typed(String line) {
        switch (Typed.of(line, sitting.names())) {
            case Typed.StartBallot(var node, var wish) -> startBallot(node, wish);
            case Typed.Crash(var node) -> complain(sitting.node(node).crash(), say);
            case Typed.Restart(var node) -> complain(sitting.node(node).open(), say);
            case Typed.Quit() -> quit.run();
            case Typed.Help() -> say.accept(String.join(System.lineSeparator(), KEYS));
            case Typed.Nothing() -> { }
            case Typed.Unclear(var sentence) -> say.accept(sentence);
        }
    }

    /// Starts a ballot at the first node that is open.
    static void startAtFirstOpen(Sitting sitting, Optional<Decree> wish, Consumer<String> say) {
        complain(sitting.proposeAtFirstOpen(wish), say);
    }

    private void startBallot(Optional<String> node, Optional<Decree> wish) {
        node.ifPresentOrElse(name -> complain(sitting.node(name).propose(wish.or(sitting.house()::wish)), say),
                () -> front.accept(wish));
    }

    private static void complain(CompletableFuture<Void> asked, Consumer<String> say) {
        asked.whenComplete((_, failed) -> {
            if (failed != null) {
                // The node's own thread must not wait for the terminal.
                Thread.startVirtualThread(() -> say.accept(NodeActions.sentence(failed)));
            }
        });
    }
}
