namespace CsMl.Core.Accounts.Import.Files;

/// <summary>Follows the bytes of a JSON element to its end. An object ends with its brace, whatever is wrong within.</summary>
internal struct ElementScanner(bool isObject)
{
    private int _depth;
    private bool _isInText;
    private bool _isEscaped;

    /// <summary>True after the last byte of an object.</summary>
    public bool IsOver { get; private set; }

    /// <summary>True if the byte is behind the element. Otherwise the byte belongs to it.</summary>
    public bool IsEnd(byte b)
    {
        if (_isInText)
        {
            _isInText = _isEscaped || b != '"';
            _isEscaped = !_isEscaped && b == '\\';
            return false;
        }

        if (!isObject && b is (byte)',' or (byte)']' or (byte)'\n')
        {
            return !isObject;
        }

        _isInText = b == '"';
        if (isObject)
        {
            _depth +=
                b == '{' ? 1
                : b == '}' ? -1
                : 0;
            IsOver = _depth == 0;
        }

        return false;
    }
}
