namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// The forms of a request that one question tries after a refusal: what the refusal names is left out first; whatever it
/// says, the simpler forms follow in a fixed order (docs/adr/0012).
/// </summary>
internal sealed class FormSearch(ServerState memory, bool isOfRun)
{
    private readonly HashSet<ServerCapabilities> _tried = [memory.Manners];
    private IDisposable? _turn;

    // The form without all that was named so far.
    private ServerCapabilities _base = memory.First;

    /// <returns>The next form; null if there is none left to try.</returns>
    public async Task<ServerCapabilities?> NextAsync(
        ServerCapabilities refused,
        ServerError refusal,
        CancellationToken cancellation
    )
    {
        _tried.Add(refused);
        _turn ??= await memory.EnterProbingAsync(cancellation);
        if (_tried.Add(memory.Manners))
        {
            // Another call has found out meanwhile.
            return memory.Manners;
        }

        if (refused.Without(refusal) is { } named && !_tried.Contains(named))
        {
            _base = named;
        }

        return
            _base.Simpler().Prepend(_base).FirstOrDefault(form => !_tried.Contains(form)) is { } next
            && memory.MayProbe(isOfRun)
            && _tried.Add(next)
            ? next
            : null;
    }

    /// <summary>Lets other calls try forms.</summary>
    public void Release()
    {
        _turn?.Dispose();
        _turn = null;
    }
}
