package paxos.node.file;

import java.io.IOException;
import java.nio.file.Path;
import paxos.node.Disk;
import paxos.synod.Ballot;
import paxos.synod.Ledger;

/// A process of its own that opens alpha's folder and says how that went; it stays inside until its input ends.
/// Asked to "write", it writes promise after promise instead, and says each number as soon as the write has returned.
final class Inmate {

    private Inmate() {
    }

    public static void main(String[] arguments) throws IOException {
        try (Disk.Open open = new FileDisk(Path.of(arguments[0]), "alpha").open()) {
            say("inside");
            Ledger ledger = open.ledger();
            while (arguments.length > 1) {
                ledger = ledger.withNextBal(new Ballot(ledger.nextBal().number() + 1));
                open.write(ledger);
                say(ledger.nextBal().toString());
            }
            while (System.in.read() >= 0) {
                // Waits.
            }
        } catch (IOException refused) {
            say(refused.getMessage());
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
