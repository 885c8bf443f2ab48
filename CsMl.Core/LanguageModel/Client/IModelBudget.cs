namespace CsMl.Core.LanguageModel.Client;

/// <summary>Who pays for a question. Asked when its turn has come and told what each attempt cost before the next turn.</summary>
public interface IModelBudget
{
    /// <summary>False once it is spent; then nothing is sent.</summary>
    Task<bool> HasLeftAsync(CancellationToken cancellation);

    /// <summary>
    /// Notes what was billed, or is likely to be where the server did not say, whoever has gone away since. It never
    /// throws: a reply that has been paid for is worth more than the note of it.
    /// </summary>
    Task AddAsync(ModelUsage usage);
}
