namespace CsMl.Core.LanguageModel.Client;

/// <summary>No bound.</summary>
public sealed class UnlimitedBudget : IModelBudget
{
    public static readonly UnlimitedBudget One = new();

    public Task<bool> HasLeftAsync(CancellationToken cancellation) => Task.FromResult(true);

    public Task AddAsync(ModelUsage usage) => Task.CompletedTask;
}
