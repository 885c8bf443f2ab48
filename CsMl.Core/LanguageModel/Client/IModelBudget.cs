namespace CsMl.Core.LanguageModel.Client;

/// <summary>The budget of a question. It is checked before each attempt and charged after each attempt.</summary>
public interface IModelBudget
{
    /// <summary>False once the budget is exhausted; then nothing is sent.</summary>
    Task<bool> HasLeftAsync(CancellationToken cancellation);

    /// <summary>
    /// Charges the billed usage, or an estimate if the server reported none, even if the caller has cancelled. It never
    /// throws, because a paid reply is worth more than the record of its cost.
    /// </summary>
    Task AddAsync(ModelUsage usage);
}
