namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>
/// Follows the bytes of a CSV record to its end. A quote opens a value only at its start; a line break within quotes
/// belongs to the value.
/// </summary>
internal struct RecordScanner(byte separator)
{
    private State _state;

    private enum State
    {
        Start,
        Plain,
        Quoted,

        /// <summary>Behind a quote that closes the value, or is the first of two.</summary>
        Closed,
    }

    public readonly bool IsInQuotes => _state == State.Quoted;

    public void Reset() => _state = State.Start;

    /// <summary>True if the byte is a line feed or carriage return that ends the record.</summary>
    /// <param name="separators">Is increased by each separator.</param>
    public bool Step(byte b, ref int separators)
    {
        if (_state == State.Quoted)
        {
            _state = b == '"' ? State.Closed : State.Quoted;
            return false;
        }

        if (b is (byte)'\n' or (byte)'\r')
        {
            return true;
        }

        if (b == separator)
        {
            separators++;
            _state = State.Start;
        }
        else if (b == '"')
        {
            _state = _state is State.Start or State.Closed ? State.Quoted : State.Plain;
        }
        else if (!(_state == State.Start && b is (byte)' ' or (byte)'\t'))
        {
            _state = State.Plain;
        }

        return false;
    }
}
