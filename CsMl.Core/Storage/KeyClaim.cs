namespace CsMl.Core.Storage;

/// <summary>What is known of a request's Idempotency-Key.</summary>
public abstract record KeyClaim
{
    private KeyClaim() { }

    /// <summary>The request was carried out before.</summary>
    public sealed record Answered(KeptAnswer Answer) : KeyClaim;

    /// <summary>The key belongs to another request.</summary>
    public sealed record OtherRequest : KeyClaim;

    /// <summary>The same request is being carried out, and was not over in time.</summary>
    public sealed record InUse : KeyClaim;

    /// <summary>
    /// The caller is to carry out the request; others with the same key wait until it is disposed.
    /// </summary>
    public sealed record Mine : KeyClaim, IDisposable
    {
        private readonly IDisposable _turn;

        /// <param name="turn">The place in the queue of this process.</param>
        internal Mine(RequestKey key, string partition, string rowKey, string attempt, IDisposable turn) =>
            (Key, Partition, RowKey, Attempt, _turn) = (key, partition, rowKey, attempt, turn);

        public RequestKey Key { get; }

        internal string Partition { get; }

        internal string RowKey { get; }

        internal string Attempt { get; }

        public void Dispose() => _turn.Dispose();
    }
}
