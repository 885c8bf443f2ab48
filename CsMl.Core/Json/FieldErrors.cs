namespace CsMl.Core.Json;

/// <summary>The errors of one input in the order they were found. Errors beyond a limit are dropped.</summary>
/// <param name="most">The limit, so that a hostile input cannot make the list grow without end.</param>
public sealed class FieldErrors(int most = FieldErrors.Most)
{
    /// <summary>Enough errors to correct a typical input in one go.</summary>
    private const int Most = 50;

    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> All => _errors;

    /// <summary>Number of errors that were dropped.</summary>
    public int Dropped { get; private set; }

    public void Add(string field, string message)
    {
        if (_errors.Count < most)
        {
            _errors.Add(new FieldError(field, message));
        }
        else
        {
            Dropped++;
        }
    }

    /// <summary>All errors, each as a sentence.</summary>
    public string Sentences() => string.Join(' ', _errors.Select(error => error.Sentence()));

    /// <summary>True if an error names this field.</summary>
    public bool Contains(string field) => _errors.Exists(error => error.Field == field);
}
