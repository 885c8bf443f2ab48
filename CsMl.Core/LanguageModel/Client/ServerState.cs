using CsMl.Core.Storage;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// What this process has found out about the server: the form of requests that works, the valid key, and why it cannot
/// be used, if so. Calls run concurrently, so each uses its own copy.
/// </summary>
/// <param name="isResting">True while the circuit breaker is open; then no other form is tried.</param>
internal sealed class ServerState(ServerCapabilities first, TimeProvider time, Func<bool> isResting)
{
    /// <summary>What was learned holds this long, because servers and models behind an address change.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromHours(1);

    /// <summary>Maximum number of requests in other forms within <see cref="Expiry"/>.</summary>
    private const int MostProbes = 12;

    /// <summary>The same for predictions of a run. With the first refused request they are eight.</summary>
    private const int MostProbesOfRun = 7;

    private readonly KeyedLock _probing = new();
    private readonly Lock _changes = new();
    private Learned _learned = new(first, DateTimeOffset.MaxValue);
    private (int Count, DateTimeOffset Until) _probes;
    private volatile int _credential;

    /// <summary>The form of requests before anything is learned.</summary>
    public ServerCapabilities First => first;

    public ServerCapabilities Manners =>
        Volatile.Read(ref _learned) is var (manners, until) && time.GetUtcNow() < until ? manners : first;

    public int Credential => _credential;

    /// <summary>Why the last call could not be answered, in words; null after an answer.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Other forms are tried by one call at a time; the others use what it learned.</summary>
    public Task<IDisposable> EnterProbingAsync(CancellationToken cancellation) => _probing.EnterAsync("", cancellation);

    /// <summary>Counts one request in another form.</summary>
    /// <returns>False if there were enough of them, or if the server is left alone.</returns>
    public bool MayProbe(bool isOfRun)
    {
        lock (_changes)
        {
            var now = time.GetUtcNow();
            _probes = now < _probes.Until ? _probes : (0, now + Expiry);
            if (isResting() || _probes.Count >= (isOfRun ? MostProbesOfRun : MostProbes))
            {
                return false;
            }

            _probes.Count++;
            return true;
        }
    }

    /// <returns>True if the value has changed.</returns>
    public bool Learn(ServerCapabilities worked)
    {
        lock (_changes)
        {
            if (worked.Equals(Manners))
            {
                return false;
            }

            Volatile.Write(ref _learned, new Learned(worked, time.GetUtcNow() + Expiry));
            return true;
        }
    }

    /// <summary>Remembers why the server cannot be used, or that it can.</summary>
    public void Note(ModelAttempt attempt)
    {
        if (attempt.Failure is null)
        {
            Trouble = null;
        }
        else if (DescribeCause.InWords(attempt.Cause) is { } why)
        {
            Trouble = why;
        }
    }

    /// <returns>True if the value has changed.</returns>
    public bool Learn(int credential) => Interlocked.Exchange(ref _credential, credential) != credential;

    private sealed record Learned(ServerCapabilities Manners, DateTimeOffset Until);
}
