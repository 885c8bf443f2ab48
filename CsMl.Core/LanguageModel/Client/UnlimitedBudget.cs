namespace CsMl.Core.LanguageModel.Client;

/// <summary>A budget without a limit.</summary>
public sealed class UnlimitedBudget : IModelBudget
{
    public static readonly UnlimitedBudget One = new();

    public Task<bool> HasLeftAsync(CancellationToken cancellation) => Task.FromResult(true);

    public Task AddAsync(ModelUsage usage) => Task.CompletedTask;
}
