namespace CsMl.Core.Storage.Azure;

/// <summary>Makes a table or queue on its first use, once, and again should someone delete it.</summary>
internal sealed class CreatedOnce(Func<Task> create)
{
    private readonly Lock _creating = new();
    private Task? _created;

    /// <summary>All who come while it is made wait for the same call; a failed one is tried again by the next who comes.</summary>
    public Task WaitAsync(CancellationToken cancellation)
    {
        Task created;
        lock (_creating)
        {
            if (_created is null or { IsFaulted: true } or { IsCanceled: true })
            {
                // It takes no caller's token: others wait for this call too.
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
