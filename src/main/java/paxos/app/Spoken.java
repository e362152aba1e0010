package paxos.app;

/// A command line of one kind, once picocli has filled it in.
interface Spoken {

    /// What it asks for.
    ///
    /// @throws UsageError where its parts do not go together
    Order order() throws UsageError;
}
