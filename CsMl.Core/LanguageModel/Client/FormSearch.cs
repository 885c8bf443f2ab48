namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// The forms of a request that one call tries after a refusal: what the refusal names is left out first; whatever it
/// says, the simpler forms follow in a fixed order (docs/adr/0011).
/// </summary>
internal sealed class FormSearch(ServerState memory, bool isOfRun) : IDisposable
{
    private readonly HashSet<ServerCapabilities> _tried = [];
    private IDisposable? _turn;

    /// <returns>The next form; null if there is none left to try.</returns>
    public async Task<ServerCapabilities?> NextAsync(
        ServerCapabilities refused,
        ServerError refusal,
        CancellationToken cancellation
    )
    {
        _tried.Add(refused);
        _turn ??= await memory.EnterProbingAsync(cancellation);
        // Another call may have found out meanwhile.
        return _tried.Add(memory.Manners) ? memory.Manners
            : Candidates(refused, refusal).FirstOrDefault(form => !_tried.Contains(form)) is { } next
            && memory.MayProbe(isOfRun)
            && _tried.Add(next)
                ? next
            : null;
    }

    /// <summary>Lets other calls try forms.</summary>
    public void Dispose()
    {
        _turn?.Dispose();
        _turn = null;
    }

    private IEnumerable<ServerCapabilities> Candidates(ServerCapabilities refused, ServerError refusal) =>
        [
            .. refused.Without(refusal) is { } named ? [named] : (ServerCapabilities[])[],
            .. memory.First.Simpler().Select(form => form with { Shortened = Math.Max(form.Shortened, refused.Shortened) }),
        ];
}
