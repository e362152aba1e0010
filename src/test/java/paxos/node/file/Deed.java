package paxos.node.file;

import java.util.Map;
import java.util.Optional;
import paxos.synod.Ledger;
import paxos.synod.Message;

/// What a legislator did, one after the other: to the files in its folder, and for others to see.
sealed interface Deed {

    /// What is done to files. A file goes by a number, since it may change its name.
    sealed interface ToDisk extends Deed {

        record MakeFolder() implements ToDisk {
        }

        record Create(int file, String name) implements ToDisk {
        }

        record Append(int file, int offset, byte[] bytes) implements ToDisk {
        }

        record Truncate(int file, int length) implements ToDisk {
        }

        record Force(int file) implements ToDisk {
        }

        record Move(String from, String to) implements ToDisk {
        }

        record Delete(String name) implements ToDisk {
        }

        record ForceFolder() implements ToDisk {
        }

        /// Forces the folder of the parliament, in which the legislator's folder is.
        record ForceParliament() implements ToDisk {
        }
    }

    /// What others count on from here on, or need not any more.
    sealed interface Mark extends Deed {

        record Sent(Message message) implements Mark {
        }

        /// A write of this ledger has begun.
        record Begun(Ledger ledger) implements Mark {
        }

        /// The write of this ledger returned, or an opening that found it.
        record Durable(Ledger ledger) implements Mark {
        }

        record Forgetting() implements Mark {
        }

        record Forgot() implements Mark {
        }
    }

    /// The folder of a legislator.
    ///
    /// @param files what is in it, the locks apart; empty where there is no folder
    record Image(Optional<Map<String, byte[]>> files) {

        static final Image NOTHING = new Image(Optional.empty());
    }
}
