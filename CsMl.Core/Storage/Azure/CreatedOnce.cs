namespace CsMl.Core.Storage.Azure;

/// <summary>Creates a table or queue once, on its first use, and again after it was deleted.</summary>
internal sealed class CreatedOnce(Func<Task> create)
{
    private readonly Lock _creating = new();
    private Task? _created;

    /// <summary>Concurrent callers wait for the same creation; after a failure the next caller tries again.</summary>
    public Task WaitAsync(CancellationToken cancellation)
    {
        Task created;
        lock (_creating)
        {
            if (_created is null or { IsFaulted: true } or { IsCanceled: true })
            {
                // It takes no caller's cancellation token, because other callers wait for this call too.
                _created = create();
            }

            created = _created;
        }

        return created.IsCompletedSuccessfully && !cancellation.IsCancellationRequested
            ? Task.CompletedTask
            : created.WaitAsync(cancellation);
    }

    public void Forget()
    {
        lock (_creating)
        {
            _created = null;
        }
    }
}
